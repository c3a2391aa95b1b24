"""The lab's page in a real browser: the lanes of its three clients."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.accessibility import axe, grave_findings
from tests.support.lab import Running
from tests.support.lesson import POINTS
from tests.support.paths import REPOSITORY, SOLUTIONS
from tests.support.stuck import STUCK

__all__ = ["axe"]

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

Open = Callable[..., Running]
NOT_EVENTS = "EventSource's response has a MIME type"
"""What Chromium itself says of an EventSource on plain text."""
EIGHT = ["piece"] * 8


class Page:
    """The lab's page in a tab of its own."""

    def __init__(self, tab: Any, lab: Running) -> None:
        self.tab = tab
        self.lab = lab
        self.errors: list[str] = []
        tab.set_default_timeout(STUCK * 1000)
        tab.on("console", self._note)
        tab.on("pageerror", lambda error: self.errors.append(str(error)))
        tab.goto(lab.url)
        self.wait("#exercises .dot.ready")

    def wait(self, selector: str, **more: Any) -> None:
        """Wait until there is such an element."""
        self.tab.locator(selector, **more).first.wait_for()

    def place(self, selector: str) -> Any:
        """Return where the first such element is, once it is drawn."""
        look = (
            "s => (r => r?.width && r.toJSON())(document.querySelector(s)?.getBoundingClientRect())"
        )
        return self.tab.wait_for_function(look, arg=selector).json_value()

    def choose(self, exercise: str) -> None:
        """Choose an exercise and wait until its app is ready."""
        self.tab.locator(f"label.chip:has(input[value={exercise}])").click()
        self.wait(f".dot.ready[data-state-of={exercise}]")

    def start(self) -> None:
        """Press start."""
        self.tab.click("#start")

    def finished(self) -> None:
        """Wait until the run is over."""
        self.wait("#start", has_text="Start")
        self.wait("#run-status", has_text="over")

    def marks(self, lane: str) -> list[str]:
        """The kinds of the marks in a lane."""
        marks = self.tab.locator(f".lane.{lane} .mark")
        return list(marks.evaluate_all("marks => marks.map(mark => mark.dataset.kind)"))

    def count(self, lane: str, kind: str, number: int) -> None:
        """Wait until a lane has this many marks of a kind."""
        sync_api.expect(self.tab.locator(f".lane.{lane} .mark.{kind}")).to_have_count(
            number, timeout=STUCK * 1000
        )

    def at_least(self, lane: str, kind: str, number: int) -> None:
        """Wait until a lane has so many marks of a kind, or more."""
        self.tab.locator(f".lane.{lane} .mark.{kind}").nth(number - 1).wait_for()

    def times(self, client: str) -> list[float]:
        """When each mark of a client was, in milliseconds since start, as the list has it."""
        self.tab.locator("#as-list").evaluate("list => { list.open = true; }")
        rows = self.tab.locator("#rows tr", has_text=client)
        sync_api.expect(rows).not_to_have_count(0)
        return [float(row.locator("td").first.inner_text()) for row in rows.all()]

    def dot(self, exercise: str) -> tuple[str, str]:
        """How the dot of an exercise looks, and what it says."""
        dot = self.tab.locator(f"[data-state-of={exercise}]")
        kinds = str(dot.get_attribute("class")).split()[2:]
        return " ".join(kinds), str(dot.text_content())

    def status(self, lane: str) -> str:
        """What is said of a lane."""
        return str(self.tab.locator(f".lane.{lane} .status").inner_text())

    def _note(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)


@pytest.fixture
def open_page(browser: Any, open_lab: Open) -> Iterator[Callable[..., Page]]:
    """Open a lab and its page, as fast as the apps go; it must end without an error."""
    pages: list[Page] = []

    def open_it(*arguments: str) -> Page:
        lab = open_lab(*arguments)
        httpx.post(f"{lab.url}lab/pace", json={"delay": 0, "stepping": False})
        pages.append(Page(browser.new_page(), lab))
        return pages[-1]

    yield open_it
    for page in pages:
        page.tab.close()
        assert [error for error in page.errors if NOT_EVENTS not in error] == []


def test_every_client_gets_the_stream_in_its_own_way(open_page: Callable[..., Page]) -> None:
    page = open_page("stage3")
    page.tab.check("#stepping")
    page.start()
    page.count("fetch", "open", 1)
    page.count("fetch", "piece", 1)  # the first comes at once
    for number in range(2, 9):
        page.tab.click("#step")
        page.count("fetch", "piece", number)
    page.tab.uncheck("#stepping")
    page.finished()
    page.count("wire", "piece", 8)
    page.wait(".lane.wire .status", has_text="8 chunks · 41 B · ended")
    assert page.marks("fetch") == ["open", *EIGHT]
    assert page.marks("source") == ["unread"]
    unread = page.tab.locator(".lane.source .mark.unread").text_content()
    assert "it takes text/event-stream" in str(unread)
    assert page.marks("text") == ["piece"]
    rows = page.tab.locator("#bytes li .data").all_inner_texts()
    assert rows == ["You·", "said:·", "hi.·", "Here·", "is·", "a·", "streamed·", "answer.·"]
    assert "text/plain; charset=utf-8" in page.tab.inner_text("#headers")
    curl = "curl.exe" if sys.platform == "win32" else "curl"
    assert page.tab.inner_text("#curl") == (
        f'{curl} -N "{page.lab.url}app/stage3_async/generate-async?prompt=hi"'
    )
    page.tab.locator(".lane.fetch svg").focus()
    page.tab.keyboard.press("End")
    assert "piece 8 of 8" in page.tab.inner_text("#picked")
    page.tab.click("summary")
    sync_api.expect(page.tab.locator("#rows tr")).to_have_count(8 + 9 + 1 + 1)


def test_the_wire_is_drawn_by_the_clock_of_the_clients(open_page: Callable[..., Page]) -> None:
    page = open_page("stage3")
    held: list[Any] = []
    page.tab.route(
        "**/app/**",
        lambda route: (
            held.append(route) if "lab-run" in route.request.headers else route.continue_()
        ),
    )
    with page.tab.expect_request(lambda request: "lab-run" in request.headers):
        page.start()
    page.wait(".lane.text .status", has_text="ended")
    held.pop().continue_()
    page.finished()
    page.wait(".lane.wire .status", has_text="ended")
    assert min(page.times("On the wire")) >= max(page.times("response.text()"))


def test_event_source_goes_round_and_round_without_done(open_page: Callable[..., Page]) -> None:
    page = open_page("exercise1")
    page.start()
    page.at_least("source", "open", 2)
    assert page.marks("source")[:11] == ["open", *EIGHT, "again", "open"]
    page.wait("#run-status", has_text="connects again and again")
    assert page.marks("text") == ["piece"]
    page.start()
    page.finished()
    assert "stopped" in page.status("source")


def test_event_source_is_closed_on_done(open_page: Callable[..., Page]) -> None:
    page = open_page("exercise2")
    page.start()
    page.finished()
    assert page.marks("source") == ["open", *EIGHT, "piece"]
    assert "9 messages · closed on [DONE]" in page.status("source")


def test_exercise_2_without_done_looks_different(
    open_page: Callable[..., Page], submission: Path
) -> None:
    file = submission / "exercise2_done.py"
    file.write_text(file.read_text().replace('    yield "data: [DONE]\\n\\n"\n', ""))
    page = open_page("exercise2")
    page.start()
    page.at_least("source", "open", 2)
    assert page.marks("source")[:11] == ["open", *EIGHT, "again", "open"]


def test_a_log_is_shown_with_the_memory_of_its_server(open_page: Callable[..., Page]) -> None:
    page = open_page("exercise3")
    assert not page.tab.is_visible("#query-prompt")
    page.tab.select_option("#log-size", "1")
    page.wait("#start:enabled")
    page.start()
    page.finished()
    page.wait("#memory-now", has_text="MB at most")
    page.wait(".lane.wire .status", has_text="1.0 MB · ended")


def test_a_save_is_seen_and_a_mistake_explained(
    open_page: Callable[..., Page], submission: Path
) -> None:
    page = open_page("stage2")
    file = submission / "stage2_streaming.py"
    right = file.read_text()
    page.start()
    page.finished()
    file.write_text(right + "\nwrong = <b>\n")
    page.wait("#problem", has_text="SyntaxError")
    assert page.tab.inner_text("#problem-source") == "wrong = <b>"
    file.write_text(right)
    page.wait("#health", has_text="reloaded")
    page.tab.locator("#problem").wait_for(state="hidden")
    page.finished()
    assert page.marks("text") == ["piece"]


def test_what_the_student_writes_stays_text(open_page: Callable[..., Page]) -> None:
    page = open_page("stage2")
    page.tab.fill("#query-prompt", "<img src=x onerror=alert(1)> \"'`$&")
    page.start()
    page.finished()
    page.wait(".lane.wire .status", has_text="ended")
    assert "<img·" in page.tab.inner_text("#bytes")
    assert page.tab.locator("main img").count() == 0


def test_the_page_grades(open_page: Callable[..., Page], submission: Path) -> None:
    file = submission / "stage2_streaming.py"
    file.write_text(
        file.read_text().replace("token_stream(prompt),", "list(token_stream(prompt)),")
    )
    page = open_page("stage2")
    page.tab.click("#grade")
    page.wait("#verdict-points", has_text=f"12 / {POINTS['stage2_streaming']}")
    assert "sends each token before the next one is made" in page.tab.inner_text("#verdict")
    sync_api.expect(page.tab.locator("#verdict-points")).to_be_in_viewport()
    assert page.dot("stage2_streaming") == ("bad graded", "graded: 12 / 15")


def test_a_dot_tells_what_was_seen(open_page: Callable[..., Page], submission: Path) -> None:
    page = open_page("stage2")
    assert page.dot("stage2_streaming") == ("served", "served")
    file, right = submission / "stage2_streaming.py", SOLUTIONS / "stage2_streaming.py"
    for old, new, said in (
        ('"/generate"', '"/other"', "answered with status 404"),
        ('"/generate"', '"/generate/"', "redirects to another path"),
        ("return StreamingResponse", "return 1 / 0, StreamingResponse", "raised an exception"),
        ("return StreamingResponse", "return  StreamingResponse", "answers"),
    ):
        file.write_text(right.read_text().replace(old, new))
        page.wait("#health", has_text="reloaded")
        page.start()
        page.finished()
        sync_api.expect(page.tab.locator(".dot")).to_have_attribute("title", said)
        assert page.dot("stage2_streaming") == ("good" if said == "answers" else "bad", said)
    page.errors.clear()  # Chromium itself tells of the statuses


def test_a_stub_is_not_called_wrong(open_page: Callable[..., Page], submission: Path) -> None:
    stub = (REPOSITORY / "starter" / "stage2_streaming.py").read_text()
    (submission / "stage2_streaming.py").write_text(stub)
    page = open_page("stage2")
    page.start()
    page.finished()
    page.wait("#problem", has_text="not started yet")
    assert page.dot("stage2_streaming") == ("served", "not started yet")
    page.tab.click("#grade")
    page.wait("#verdict", has_text="Not started yet")
    assert page.dot("stage2_streaming") == ("served", "not started yet")
    page.errors.clear()  # Chromium itself tells of the status


def test_a_generator_is_pulled_by_hand(open_page: Callable[..., Page]) -> None:
    page = open_page("stage1")
    page.start()
    for number in range(1, 4):
        page.count("pulled", "piece", number)
        page.tab.click("#step")
    assert page.tab.locator(".lane:visible").count() == 2, "the lane and the axis"
    assert 'token_stream("hi")' in page.tab.inner_text("#curl")


def test_a_client_is_seen_beside_curl(open_page: Callable[..., Page]) -> None:
    page = open_page("stage4")
    page.choose("stage4_client")
    page.start()
    page.finished()
    page.count("client", "piece", 8)
    page.count("beside", "piece", 8)
    assert page.marks("beside") == ["open", *EIGHT]
    assert "app/stage3_async/generate-async?prompt=hi" in page.tab.inner_text("#curl")


def test_what_comes_again_is_folded(open_page: Callable[..., Page]) -> None:
    page = open_page("exercise1")
    page.start()
    page.wait(".lane.source .status", has_text="2 connections")
    first = page.place(".lane.text .mark")
    page.wait(".lane.source .status", has_text="3 connections")
    assert page.place(".lane.text .mark") == first
    assert page.marks("source") == ["open", *EIGHT, "again", "open"]
    page.wait(".lane.source .mark.open text", has_text="3 times")


def test_a_log_is_slowed_line_by_line(open_page: Callable[..., Page]) -> None:
    page = open_page("exercise3")
    with page.tab.expect_response("**/lab/pace"):
        page.tab.check("#stepping")
    page.start()
    for number in range(1, 4):
        page.count("wire", "piece", number)
        page.tab.click("#step")
    page.tab.select_option("#log-size", "1")
    page.wait("#pace-note", has_text="A large log goes as fast as it can")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1600])
def test_it_fits_any_width(open_page: Callable[..., Page], scheme: str, width: int) -> None:
    page = open_page("exercise2")
    page.tab.emulate_media(color_scheme=scheme)
    page.tab.set_viewport_size({"width": width, "height": 800})
    page.start()
    page.finished()
    assert page.tab.evaluate("document.documentElement.scrollWidth") <= width


def test_all_controls_have_names(open_page: Callable[..., Page]) -> None:
    page = open_page()
    for role in ("button", "textbox", "slider", "checkbox", "radio"):
        for control in page.tab.get_by_role(role).all():
            snapshot = control.aria_snapshot()
            assert '"' in snapshot, snapshot


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1920])
def test_nobody_is_kept_out(
    open_page: Callable[..., Page], axe: str, submission: Path, width: int, scheme: str
) -> None:
    file = submission / "exercise1_sse.py"
    file.write_text(file.read_text().replace("\\n\\n", "\\n"))
    page = open_page("exercise1", "exercise3")
    page.tab.emulate_media(color_scheme=scheme)
    page.tab.set_viewport_size({"width": width, "height": 900})
    page.start()
    page.at_least("source", "again", 1)
    page.tab.click("#grade")
    page.wait("#verdict-points", has_text="/ 15")
    page.tab.click("summary")
    assert grave_findings(page.tab, axe) == []
    page.choose("exercise3_logs")
    page.start()
    page.finished()
    assert grave_findings(page.tab, axe) == []


def test_the_keyboard_alone_is_enough(open_page: Callable[..., Page]) -> None:
    page = open_page("stage1", "stage2")
    press = page.tab.keyboard.press
    page.tab.locator("#exercises :checked").focus()
    press("ArrowRight")
    page.wait("label.chip:has(:checked)", has_text="Stage 2")
    for _ in range(2):
        press("Tab")
    press("Enter")
    page.finished()
    page.count("wire", "piece", 8)
    page.tab.locator("#grade").focus()
    press("Space")
    page.wait("#verdict-points", has_text="15 / 15")
    page.tab.locator(".lane.wire svg").focus()
    press("ArrowRight")
    assert "chunk 1 of 8" in page.tab.inner_text("#picked")


def test_nothing_moves_where_that_is_not_wanted(open_page: Callable[..., Page]) -> None:
    page = open_page("stage2")
    moving = "getComputedStyle(document.querySelector('#grade')).transitionDuration"
    page.tab.emulate_media(reduced_motion="no-preference")
    assert page.tab.evaluate(moving) != "0s"
    page.tab.emulate_media(reduced_motion="reduce")
    assert page.tab.evaluate(moving) == "0s"
    assert page.tab.evaluate("getComputedStyle(document.body).scrollBehavior") == "auto"
