"""The lab's server: what passes through it, what it survives, and who is answered."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.support.lab import Running, client, events_of, within_reason
from tests.support.lesson import POINTS
from tests.support.paths import REPOSITORY
from tests.support.stuck import STUCK

Open = Callable[..., Running]

LOCKSTEP = """
    import asyncio
    from fastapi import FastAPI
    from fastapi.responses import StreamingResponse

    app = FastAPI()
    go, left = asyncio.Event(), asyncio.Event()

    async def pieces():
        try:
            yield "one"
            await go.wait()
            yield "two"
        finally:
            left.set()

    @app.get("/generate")
    async def generate():
        return StreamingResponse(pieces(), media_type="text/plain")

    @app.get("/go")
    async def let_go():
        go.set()

    @app.get("/left")
    async def until_left():
        await left.wait()
        return "left"
"""
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


def save(folder: Path, source: str, file: str = "stage2_streaming.py") -> None:
    (folder / file).write_text(textwrap.dedent(source), encoding="utf-8")


async def test_each_chunk_passes_before_the_next_is_made(open_lab: Open, submission: Path) -> None:
    save(submission, LOCKSTEP)
    lab = open_lab("stage2")

    async def play() -> list[bytes]:
        async with client() as http:
            url = lab.app("stage2_streaming", "/generate")
            async with http.stream("GET", url) as response:
                chunks = response.aiter_raw()
                first = await anext(chunks)
                await http.get(lab.app("stage2_streaming", "/go"))
                return [first, *[chunk async for chunk in chunks]]

    assert await within_reason(play()) == [b"one", b"two"]


async def test_the_app_learns_that_the_client_has_left(open_lab: Open, submission: Path) -> None:
    save(submission, LOCKSTEP)
    lab = open_lab("stage2")

    async def play() -> str:
        async with client() as http:
            url = lab.app("stage2_streaming", "/generate")
            async with http.stream("GET", url) as response:
                await anext(response.aiter_raw())
            return (await http.get(lab.app("stage2_streaming", "/left"))).text

    assert await within_reason(play()) == '"left"'


async def test_headers_status_and_query_pass_unchanged(open_lab: Open, submission: Path) -> None:
    source = """
        from fastapi import FastAPI, Request, Response

        app = FastAPI()

        @app.post("/{path:path}")
        async def echo(request: Request):
            text = f"{request.url.path} {request.url.query} {(await request.body()).decode()}"
            return Response(text, status_code=418, headers={"x-own": "1", "server": "mine"})
    """
    save(submission, source)
    lab = open_lab("stage2")
    async with client() as http:
        url = lab.app("stage2_streaming", "/a%20b?prompt=%F0%9F%98%80+x")
        answer = await within_reason(http.post(url, content=b"body"))
    assert answer.status_code == 418
    assert answer.text == "/a b prompt=%F0%9F%98%80+x body"
    assert answer.headers["x-own"] == "1"
    assert "content-security-policy" not in answer.headers


async def test_a_chunk_is_told_with_its_borders(open_lab: Open) -> None:
    lab = open_lab("stage2")

    async def play() -> tuple[list[int], dict[str, object]]:
        async with events_of(lab) as events, client() as http:
            await events.next("lab")
            url = lab.app("stage2_streaming", "/generate?prompt=hi")
            await http.get(url, headers={"lab-run": "mine"})
            sizes = [(await events.next("chunk", run="mine"))["size"] for _ in range(8)]
            return sizes, await events.next("end", run="mine")

    sizes, end = await within_reason(play())
    assert sizes == [4, 6, 4, 5, 3, 2, 9, 8]
    assert (end["how"], end["chunks"], end["bytes"]) == ("ended", 8, 41)


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
    save(submission, CRASHING)
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


@pytest.mark.parametrize("exercise", ["stage2_streaming", "stage3_async"])
async def test_tokens_come_step_by_step(open_lab: Open, exercise: str) -> None:
    lab = open_lab(exercise)

    async def play() -> list[bytes]:
        chunks: list[bytes] = []
        async with client() as http:
            pace = {"delay": 1.0, "stepping": True}
            await http.post(f"{lab.url}lab/pace", json=pace)
            path = "/generate-async" if exercise == "stage3_async" else "/generate"
            async with http.stream("GET", lab.app(exercise, f"{path}?prompt=hi")) as response:
                stream = response.aiter_raw()
                for _ in range(3):
                    await http.post(f"{lab.url}lab/step")
                    chunks.append(await anext(stream))
                await http.post(f"{lab.url}lab/pace", json={"delay": 0, "stepping": False})
                return chunks + [chunk async for chunk in stream]

    assert len(await within_reason(play())) == 8


async def test_only_this_machine_and_the_lab_s_own_page_are_answered(open_lab: Open) -> None:
    lab = open_lab("stage2")
    port = lab.url.split(":")[2].rstrip("/")
    foreign = [
        {"host": "evil.example"},
        {"host": f"127.0.0.1.evil.example:{port}"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"https://127.0.0.1:{port}"},
    ]
    async with client() as http:
        for headers in foreign:
            for url in (lab.url, lab.app("stage2_streaming", "/generate?prompt=hi")):
                assert (await http.get(url, headers=headers)).status_code == 403, headers
            answer = await http.post(f"{lab.url}lab/grade/stage2_streaming", headers=headers)
            assert answer.status_code == 403, headers
        own = [{}, {"host": f"localhost:{port}"}, {"origin": lab.url.rstrip("/")}]
        for headers in own:
            assert (await http.get(lab.url, headers=headers)).status_code == 200, headers


async def test_the_page_may_load_nothing_from_elsewhere(open_lab: Open) -> None:
    lab = open_lab("stage2")
    async with client() as http:
        for path in ("", "page/main.js", "page/style.css"):
            policy = (await http.get(lab.url + path)).headers["content-security-policy"]
            assert "default-src 'self'" in policy
            assert "unsafe" not in policy
        url = lab.app("stage2_streaming", "/generate?prompt=%3Cscript%3E")
        shown = await http.get(url, headers={"sec-fetch-dest": "document"})
        assert shown.headers["content-security-policy"] == "sandbox"


async def test_what_the_page_cannot_ask_for(open_lab: Open) -> None:
    lab = open_lab("stage2")
    async with client() as http:
        for path, sent in {
            "pace": {"delay": 2, "stepping": False},
            "log/stage2_streaming": {"size": 10**6},
        }.items():
            assert (await http.post(f"{lab.url}lab/{path}", json=sent)).status_code == 400
        assert (await http.post(f"{lab.url}lab/pace", content=b"[]")).status_code == 400
        assert (await http.post(f"{lab.url}lab/grade/stage3_async")).status_code == 404
        assert (await http.get(lab.app("stage3_async", "/"))).status_code == 404
        assert (await http.get(lab.url + "page/../lab.py")).status_code == 404


async def test_a_log_of_any_size_passes_and_memory_is_told(open_lab: Open) -> None:
    lab = open_lab("exercise3")
    url = lab.app("exercise3_logs", "/logs")

    async def play() -> tuple[str, int, int]:
        async with client() as http:
            short = (await http.get(url)).text
            await http.post(f"{lab.url}lab/log/exercise3_logs", json={"size": 1})
            long = len((await http.get(url)).content)
            inside = await http.get(f"{lab.url}lab/inside/exercise3_logs")
            return short, long, inside.json()["memory"]

    short, long, memory = await within_reason(play())
    assert short.startswith("INFO  server started\n")
    assert long == 1 << 20
    assert memory > 0


async def test_the_lab_grades(open_lab: Open, submission: Path) -> None:
    file = submission / "stage2_streaming.py"
    file.write_text(
        file.read_text().replace("token_stream(prompt),", "list(token_stream(prompt)),")
    )
    lab = open_lab("stage2")
    async with client() as http:
        answer = await within_reason(http.post(f"{lab.url}lab/grade/stage2_streaming"))
    result = answer.json()
    assert (result["status"], result["score"]) == ("failed", 12)
    assert result["max_score"] == POINTS["stage2_streaming"]
    assert [check["id"] for check in result["failed"]] == ["stage2.incremental"]


async def test_it_ends_at_once_and_leaves_nothing(
    open_lab: Open, submission: Path, temporary: Path
) -> None:
    save(submission, LOCKSTEP)
    lab = open_lab("stage2")
    async with client() as http:
        async with http.stream("GET", lab.app("stage2_streaming", "/generate")) as response:
            await within_reason(anext(response.aiter_raw()))
            family = psutil.Process(lab.process.pid).children(recursive=True)
            assert list(temporary.iterdir())
            assert lab.stop() == 0
    _, alive = psutil.wait_procs(family, STUCK)
    assert not alive
    assert not list(temporary.glob("streaming-lab-*"))


def test_wrong_usage_is_told_in_a_line(submission: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for arguments, said in {
            ("--port", port): f"port {port} cannot be used",
            ("--port", "70000"): "port 70000 cannot be used",
            ("--port", "many"): "invalid int value",
            ("--submission", "nowhere"): "'nowhere' does not exist",
            ("stage1",): "stage1_generator",
            ("stage9",): "'stage9' is no exercise",
        }.items():
            command = [sys.executable, "-m", "graders.lab", *arguments]
            run = subprocess.run(
                command, cwd=REPOSITORY, capture_output=True, text=True, timeout=STUCK, check=False
            )
            assert run.returncode == 2, arguments
            assert run.stderr.count("\n") == 1
            assert said in run.stderr


async def test_every_exercise_that_is_an_app_is_shown(open_lab: Open) -> None:
    lab = open_lab()
    async with events_of(lab) as events:
        told = await within_reason(events.next("lab"))
    shown = {exercise["id"]: exercise["path"] for exercise in told["exercises"]}
    assert shown["exercise3_logs"] == "/logs"
    assert all(exercise["role"] == "app" for exercise in told["exercises"])
    assert json.dumps(told)
