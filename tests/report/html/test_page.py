"""The page: what it says and draws, on literal results, and that it needs nothing but itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from graders.report.html import write_page
from graders.report.html.page import POLICY, STYLE, page
from graders.result import Expectation, Repair, Result
from graders.transcript import (
    Call,
    Chunk,
    Hold,
    Memory,
    Piece,
    Problem,
    Run,
    Sent,
    Token,
)
from tests.support import results
from tests.support.pages import (
    Parsed,
    drawn,
    recorded,
    stream,
)

TOKENS = ["You ", "said: ", "hi. "]
MAKERS = [
    results.all_not_started,
    results.all_passed,
    results.one_failed,
    results.kit_failed,
    results.result,
    drawn,
]
MEBIBYTE = 1 << 20


def expectation(*pieces: str, **more: object) -> Expectation:
    return replace(Expectation([piece.encode() for piece in pieces]), **more)


def parsed(result: Result) -> Parsed:
    return Parsed(page(result))


# The file


def test_file_is_whole_ascii_and_the_only_one(tmp_path: Path) -> None:
    write_page(results.one_failed(), str(tmp_path / "report.html"))
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    text = (tmp_path / "report.html").read_text(encoding="ascii")
    assert text == page(results.one_failed())
    assert text.startswith("<!DOCTYPE html>")
    assert text.endswith("</html>\n")


@pytest.mark.parametrize("make", MAKERS)
def test_page_is_well_formed(make: Callable[[], Result]) -> None:
    found = parsed(make())
    assert found.open == []
    assert len(found.ids) == len(set(found.ids))


@pytest.mark.parametrize("make", MAKERS)
def test_page_needs_nothing_else(make: Callable[[], Result]) -> None:
    found = parsed(make())
    assert not {"script", "link", "img", "iframe", "object", "base", "form"} & found.names
    assert not {"src", "srcset", "xlink:href", "action"} & found.attribute_names
    assert {target[1:] for target in found.values("href")} <= set(found.ids)
    assert all(target.startswith("#") for target in found.values("href"))
    style = STYLE.read_text(encoding="ascii").lower()
    assert not [part for part in ("url(", "@import", "http", "</", "expression") if part in style]
    policy = ("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY})
    assert policy in found.elements
    assert POLICY == "default-src 'none'; style-src 'unsafe-inline'"


@pytest.mark.parametrize("make", MAKERS)
def test_page_can_be_heard_and_walked_through(make: Callable[[], Result]) -> None:
    found = parsed(make())
    assert ("html", {"lang": "en"}) in found.elements
    assert [name for name in ("header", "main", "footer") if name not in found.names] == []
    levels = [int(name[1]) for name, _ in found.elements if name in ("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for attributes in found.all("svg"):
        assert attributes["role"] == "img"
    for reference in ("aria-labelledby", "aria-describedby"):
        assert set(found.values(reference)) <= set(found.ids)


# What it says


def test_every_status_is_in_words_and_links_lead_to_the_exercises() -> None:
    found = parsed(results.one_failed())
    states = [text.partition(" ")[2] for text in found.texts(class_="state")]
    assert states == ["failed", *["not started"] * 5, "passed"], "what is to be read comes first"
    assert found.values("href")[1:8] == [f"#{id}" for id in results.TITLES]


def test_header_and_footer_say_what_was_run() -> None:
    found = parsed(results.one_failed())
    result = results.one_failed()
    assert found.texts(class_="points") == [f"{result.score} of {result.max_score} points"]
    for fact in ("starter", "seed7", "kit1.0", "fastapi0.141.1", "uvicorn0.54.0"):
        assert fact in found.text


def test_failed_check_says_all_that_is_known() -> None:
    found = parsed(results.one_failed())
    check = results.collected().checks[3]
    said = found.texts(id=check.id)[0]
    for part in (check.requirement, check.got, check.where, check.advice, "0 of 3 points"):
        assert part is not None
        assert part in said
    assert "waits for stage2.chunk-per-token" in found.texts(id="stage2.gate")[0]
    assert f"#{check.id}" in found.values("href")


def test_diagnosis_and_output_are_told() -> None:
    found = parsed(results.one_failed())
    assert f"Most likely: {results.collected().diagnosis}" in found.texts(class_="diagnosis")
    assert found.texts(class_="output") == [results.collected().output]


def test_long_output_keeps_its_end() -> None:
    result = results.one_failed()
    result.exercises[1].output = "first\n" + "x" * 20_000 + "\nlast"
    found = parsed(result)
    assert found.texts(class_="output")[0].endswith("\nlast")
    assert "10,011 before them are left out" in found.text


def test_fault_of_the_kit_is_not_the_students() -> None:
    found = parsed(results.kit_failed())
    assert "the kit's fault, not yours" in found.text
    assert "may not make a socket" in found.text


def test_result_without_exercises() -> None:
    found = parsed(results.result())
    assert "Nothing was graded." in found.text
    assert "nav" not in found.names


def test_the_next_step_and_the_students_own_line_are_there(tmp_path: Path) -> None:
    result = results.one_failed()
    result.origin.submission["path"] = str(tmp_path)
    (tmp_path / "stage2_streaming.py").write_text("\n" * 26 + "    return collected  # 27\n")
    found = parsed(result)
    said = found.texts(id="stage2.chunk-per-token")[0]
    assert "return collected  # 27" in said
    told = found.texts(id="stage2_streaming")[0]
    assert f"open{tmp_path / 'stage2_streaming.py'}:27" in told
    assert f"hintpython -m graders hint stage2 --submission {tmp_path}" in told


def test_a_mistake_that_was_found_has_its_line(tmp_path: Path) -> None:
    result = results.one_failed()
    result.origin.submission["path"] = str(tmp_path)
    (tmp_path / "stage2_streaming.py").write_text("first\nsecond\n")
    (failed,) = [e for e in result.exercises if e.status == "failed"]
    failed.repair = Repair("rule", "stage2_streaming.py", 2, "It is so.", True, ())
    found = parsed(result)
    assert "The mistake: Line 2: It is so." in found.texts(class_="diagnosis")[0]
    assert found.texts(class_="diagnosis")[0].endswith("second")
    assert "stage2_streaming.py:2" in found.texts(class_="next")[0]


def test_one_reason_that_nothing_could_be_graded_is_told_once() -> None:
    result = results.kit_failed()
    broken = next(e for e in result.exercises if e.status == "error")
    broken.checks = [replace(broken.checks[0], id=f"stage2.{n}") for n in range(4)]
    found = parsed(result)
    assert "3 more not graded, for the same reason" in found.text


# What it draws


def boxes(found: Parsed, lane: str) -> list[float]:
    """Return where the boxes of a lane begin."""
    return [float(box["x"]) for box in found.all("rect", inside=lane)]


def test_chunks_are_beside_those_expected() -> None:
    found = parsed(recorded(stream(*TOKENS), expectation(*TOKENS)))
    assert boxes(found, "got") == boxes(found, "expected")
    assert len(boxes(found, "got")) == 3
    assert not found.all("mark")


def test_without_an_expectation_there_is_no_such_lane() -> None:
    found = parsed(recorded(stream(*TOKENS)))
    assert len(boxes(found, "got")) == 3
    assert boxes(found, "expected") == []


def test_what_comes_at_one_time_is_in_one_pile() -> None:
    late = stream(*TOKENS)
    late.chunks = [replace(chunk, clock=0.03) for chunk in late.chunks]
    found = parsed(recorded(late, expectation(*TOKENS, clock=[0.01, 0.02, 0.03])))
    assert len(set(boxes(found, "got"))) == 1
    assert boxes(found, "got")[0] == boxes(found, "expected")[2]
    assert "30" in found.texts(class_="tick")


def test_clock_that_never_moved_has_all_in_one_pile() -> None:
    found = parsed(recorded(stream(*TOKENS), expectation(*TOKENS, clock=[0.01, 0.02, 0.03])))
    assert len(set(boxes(found, "got"))) == 1
    assert min(boxes(found, "expected")) > max(boxes(found, "got"))


@pytest.mark.parametrize(("arrived", "columns"), [((1, 2, 3), [0, 1, 2]), ((0, 0, 0), [3, 3, 3])])
def test_gate_shows_what_had_arrived_when_a_token_was_given(
    arrived: tuple[int, ...], columns: list[int]
) -> None:
    held = stream(*TOKENS)
    held.holds = [Hold(0, item, False, n, n) for item, n in enumerate(arrived, start=1)]
    found = parsed(recorded(held, expectation(*TOKENS)))
    released = boxes(found, "released")
    assert [released.index(x) for x in boxes(found, "got")] == columns
    assert [released.index(x) for x in boxes(found, "expected")] == [0, 1, 2]


def test_an_event_of_two_pieces_is_in_one_column_beside_what_was_expected() -> None:
    pieces = ["data: You ", "\n\n", "data: hi. ", "\n\n"]
    held = stream(*pieces)
    held.holds = [Hold(0, item, False, n, n) for item, n in ((1, 2), (2, 4))]
    found = parsed(recorded(held, expectation(*pieces, turns=[0, 0, 1, 1], cut=False)))
    assert boxes(found, "got") == boxes(found, "expected")
    assert len(set(boxes(found, "got"))) == 2


def test_of_two_generators_one_gives_the_columns() -> None:
    held = stream(*TOKENS)
    held.holds = [
        Hold(source, item, False, n, n)
        for item, n in enumerate((1, 2, 3), start=1)
        for source in (0, 1)
    ]
    found = parsed(recorded(held, expectation(*TOKENS)))
    given = [text for text in found.texts(class_="piece", inside="released") if text != "end"]
    assert given == ["1", "2", "3"]
    assert boxes(found, "got") == boxes(found, "expected")


def test_a_label_is_the_token_and_no_dots() -> None:
    words = ["You", "said:", "hi.", "Here", "is", "a", "streamed", "answer."]
    events = [f"data: {word} \n\n" for word in [*words, *words]]
    held = stream(*events)
    held.holds = [Hold(0, item, False, item, item) for item in range(1, len(events) + 1)]
    found = parsed(recorded(held, expectation(*events)))
    labels = found.texts(class_="piece", inside="got")
    assert labels[:3] == ["You", "sai\u2026", "hi."]


def test_the_table_counts_columns_as_the_drawing_does() -> None:
    held = stream(*TOKENS)
    held.holds = [Hold(0, item, False, item, item) for item in range(1, 4)]
    found = parsed(recorded(held))
    assert found.texts(name="td", inside="again")[::2] == ["1", "2", "3"]
    assert found.texts(class_="tick")[1:4] == ["1", "2", "3"]


def test_client_is_drawn_step_by_step() -> None:
    sent = [Sent(text.encode(), step, True) for step, text in enumerate(TOKENS, start=5)]
    run = Run("/generate", 200, sent, [Piece("".join(TOKENS), "str", 7)], "complete")
    found = parsed(recorded(run, expectation(*TOKENS, turns=[5, 6, 7], cut=False)))
    assert boxes(found, "got") == boxes(found, "released")[2:]
    assert boxes(found, "expected") == boxes(found, "released")
    assert not found.all("mark")


def test_generator_is_drawn_by_its_tokens() -> None:
    call = Call("hi", "generator", tokens=[Token(text, "str") for text in TOKENS])
    found = parsed(recorded(call, expectation(*TOKENS)))
    assert boxes(found, "got") == boxes(found, "expected")


def test_bytes_show_white_space_and_what_is_no_text() -> None:
    found = parsed(recorded(stream("a b\t", b"\r\n\xff\x1b", "caf\u00e9 \u202e")))
    texts = found.texts(inside="bytes", name="code")
    assert texts == ["a\u00b7b\u21e5", "\\r\u21b5\n\\xff\\x1b", "caf\u00e9\u00b7\\u202e"]


@pytest.mark.parametrize(
    ("chunks", "said", "marked"),
    [
        (["You ", "sadi: ", "hi. "], "byte 7; expected here: id:\u00b7hi.\u00b7", "d"),
        (["You ", "said: "], "byte 11; expected here: hi.\u00b7", "nothing more came"),
        ([*TOKENS, "!"], "byte 15; expected here: nothing more", "!"),
        (["You said: ", "hi. "], "after byte 4, a chunk should end here", "border differs"),
        (["You ", "said: ", "h", "i. "], "after byte 11, no chunk should end here", None),
    ],
)
def test_first_difference_is_marked(chunks: list[str], said: str, marked: str | None) -> None:
    found = parsed(recorded(stream(*chunks), expectation(*TOKENS)))
    assert any(said in text for text in found.texts(class_="differs"))
    assert found.texts(name="mark") == ([marked] if marked else [])


def test_character_is_marked_whole() -> None:
    found = parsed(recorded(stream("gr\u00fcn"), expectation("gr\u00e4n")))
    assert found.texts(name="mark") == ["\u00fc"]


def test_nothing_is_marked_in_what_passed() -> None:
    found = parsed(recorded(stream("data:x\n\n"), expectation("data: x\n\n"), status="passed"))
    assert not found.all("mark")
    assert "First difference" not in found.text


def test_memory_has_a_curve_for_each_log() -> None:
    sizes = (16 * MEBIBYTE, 40 * MEBIBYTE)
    memory = [Memory(size, size, samples=((0, 5), (MEBIBYTE, size), (size, 9))) for size in sizes]
    found = parsed(recorded(memory=memory))
    assert [len(line["points"].split()) for line in found.all("polyline")] == [3, 3]
    assert {"log of 16 MB", "log of 40 MB"} <= set(found.texts(class_="name"))


def test_other_recordings_are_listed() -> None:
    others = {f"one of ten: {n}": stream(*TOKENS) for n in range(10)}
    found = parsed(recorded(stream(*TOKENS), expectation(*TOKENS), **others))
    assert len(found.all("figure")) == 1
    assert "10 more recordings" in found.text


def test_what_never_ran_says_why() -> None:
    raised = stream(end="cut", problem=Problem("raised", "ValueError: oh", file="a.py", line=3))
    found = parsed(recorded(raised, expectation(*TOKENS)))
    assert "ValueError: oh (a.py:3)" in found.text
    assert "nothing more came" in found.text


def test_endless_stream_is_cut_and_counted() -> None:
    endless = stream(*"x" * 5_000, end="endless")
    endless.holds = [Hold(0, item, False, item, item) for item in range(1, 1_000)]
    whole = page(recorded(endless, expectation(*TOKENS)))
    found = Parsed(whole)
    assert len(whole) < 150_000
    assert "4,960 more chunks" in found.text
    assert "4,940 more came" in found.text


def test_long_chunk_is_cut_around_its_first_difference() -> None:
    long = "x" * 50_000 + "y" + "x" * 50_000
    whole = page(recorded(stream(long), expectation("x" * 100_001)))
    found = Parsed(whole)
    assert len(whole) < 50_000
    assert found.texts(name="mark") == ["y"]
    assert "49,820 more bytes" in found.text


@pytest.mark.parametrize("clock", [float("nan"), float("inf"), -1.0, 1e300])
def test_clock_of_a_child_that_lies_is_drawn_somewhere(clock: float) -> None:
    lying = stream()
    lying.chunks = [Chunk(b"a", 0, 0.5), Chunk(b"b", 0, clock)]
    found = parsed(recorded(lying))
    assert all(0 <= x <= 1_000 for x in boxes(found, "got"))


def test_recordings_for_drawing_are_not_in_the_file() -> None:
    exercise = drawn().as_json()["exercises"][0]
    assert not {"observed", "expected"} & set(exercise)
