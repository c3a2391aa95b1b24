"""An app in the lab: it is loaded again after a save, and told of when it does not run."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.harness import isolation
from graders.harness.child.sandbox import landlock_version
from tests.support.lab import Open, client, events_of, within_reason
from tests.support.paths import REPOSITORY
from tests.support.submissions import write

CRASHING = """
    import os
    from fastapi import FastAPI

    app = FastAPI()

    @app.get("/generate")
    def generate():
        os._exit(7)

    @app.get("/alive")
    def alive():
        print("someone asked")
        return "yes"
"""


@pytest.mark.parametrize("option", [(), ("--poll",)], ids=["notified", "polling"])
async def test_a_save_reloads_the_app(
    open_lab: Open, submission: Path, option: tuple[str, ...]
) -> None:
    lab = open_lab("stage2", *option)
    file = submission / "stage1_generator.py"

    async def play() -> tuple[list[str], str]:
        async with events_of(lab) as events, client() as http:
            await http.get(lab.app("stage2_streaming", "/generate?prompt=hi"))
            file.write_text(file.read_text().replace("streamed", "changed"))
            saved = (await events.next("saved"))["files"]
            await events.next("state", status="ready", starts=2)
            url = lab.app("stage2_streaming", "/generate?prompt=hi")
            return saved, (await http.get(url)).text

    saved, text = await within_reason(play())
    assert saved == ["stage1_generator.py"]
    assert text == "You said: hi. Here is a changed answer. "


async def test_a_syntax_error_is_told_in_a_line_and_can_be_mended(
    open_lab: Open, submission: Path
) -> None:
    lab = open_lab("stage2")
    file = submission / "stage2_streaming.py"
    right = file.read_text()

    async def play() -> tuple[dict[str, object], int, str, int]:
        url = lab.app("stage2_streaming", "/generate?prompt=hi")
        async with events_of(lab) as events, client() as http:
            await http.get(url)
            new = file.with_suffix(".new")  # as editors do: write another file, rename it
            new.write_text("app = (\n")
            new.replace(file)
            problem = await events.problem("SyntaxError")
            answer = await http.get(url)
            file.unlink()
            await events.problem("no file")
            file.write_text(right)
            await events.next("state", status="ready")
            return (
                problem,
                answer.status_code,
                answer.text,
                (await http.get(url)).status_code,
            )

    problem, status, text, mended = await within_reason(play())
    assert problem["where"] == "stage2_streaming.py:1"
    assert str(problem["message"]).startswith("SyntaxError: ")
    assert (status, mended) == (503, 200)
    assert text == f"{problem['message']} ({problem['where']})\n"


async def test_an_app_that_crashes_is_told_and_started_again(
    open_lab: Open, submission: Path
) -> None:
    write(submission, "stage2_streaming.py", CRASHING)
    lab = open_lab("stage2")

    async def play() -> tuple[int, str, str, str]:
        async with events_of(lab) as events, client() as http:
            answer = await http.get(lab.app("stage2_streaming", "/generate"))
            told = await events.next("state", status="ended")
            again = await http.get(lab.app("stage2_streaming", "/alive"))
            inside = await http.get(f"{lab.url}lab/inside/stage2_streaming")
            return (
                answer.status_code,
                told["problem"]["message"],
                again.text,
                inside.json()["output"],
            )

    status, message, again, output = await within_reason(play())
    assert status in (502, 503)
    assert message == "the process exited with status 7"
    assert again == '"yes"'
    assert output == "someone asked\n"


async def test_a_stub_is_not_started_yet(open_lab: Open, submission: Path) -> None:
    file = submission / "stage2_streaming.py"
    file.write_text((REPOSITORY / "starter" / file.name).read_text())
    lab = open_lab("stage2")

    async def play() -> tuple[int, str]:
        async with events_of(lab) as events, client() as http:
            answer = await http.get(lab.app("stage2_streaming", "/generate?prompt=hi"))
            return answer.status_code, (await events.problem("not started"))["message"]

    status, message = await within_reason(play())
    assert status == 500
    assert message.startswith("not started yet: NotImplementedError")


CURIOUS = """
    import os
    from pathlib import Path

    from fastapi import FastAPI

    app = FastAPI()

    def refused(does):
        try:
            does()
        except PermissionError:
            return True
        return False

    @app.get("/generate")
    def generate():
        Path("mine.txt").write_text("my own")
        beside = Path(__file__).parent
        return {
            "reads": refused((beside.parent / "secret.txt").read_text),
            "writes": refused(lambda: (beside / "new.txt").write_text("new")),
            "signals": refused(lambda: os.kill(os.getppid(), 0)),
        }
"""


@pytest.mark.skipif(isolation.level() != "confined", reason="nothing is confined here")
async def test_an_app_is_confined_as_in_grading(open_lab: Open, submission: Path) -> None:
    (submission.parent / "secret.txt").write_text("the marks")
    write(submission, "stage2_streaming.py", CURIOUS)
    lab = open_lab("stage2")

    async def play() -> dict[str, bool]:
        async with client() as http:
            answer = await http.get(lab.app("stage2_streaming", "/generate"))
            found: dict[str, bool] = answer.json()
            return found

    refused = await within_reason(play())
    assert refused.pop("signals") == (landlock_version() >= 6)
    assert refused == {"reads": True, "writes": True}
