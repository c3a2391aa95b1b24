"""What the page of the lab asks for, and is told."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from graders.exercise import exercise
from graders.lab.app import Lab
from tests.support.lab import Open, client, events_of, within_reason
from tests.support.lesson import IDS, POINTS
from tests.support.model_server import model_server
from tests.support.paths import REPOSITORY, SOLUTIONS

REPLY = "You said: hi. Here is a streamed answer. "


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


async def test_a_log_that_windows_keeps_is_written_once_its_reader_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = Lab([exercise("exercise3_logs")], SOLUTIONS, tmp_path)
    app = lab.apps["exercise3_logs"]
    done: list[str] = []

    def write(folder: Path, name: str, size: int) -> None:
        if "address" not in done:
            raise PermissionError(13, "the file is open")
        done.append(f"write {folder.name} {size}")

    async def address() -> None:
        done.append("address")

    monkeypatch.setattr("graders.lab.app.write_log", write)
    monkeypatch.setattr(app, "start_again", lambda: done.append("start again"))
    monkeypatch.setattr(app, "address", address)
    transport = httpx.ASGITransport(app=lab)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
        answer = await http.post("/lab/log/exercise3_logs", json={"size": 16})
    assert answer.status_code == 204
    assert done == ["start again", "address", "write exercise3_logs 16"]


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


async def test_every_exercise_is_shown(open_lab: Open) -> None:
    lab = open_lab()
    async with events_of(lab) as events:
        told = await within_reason(events.next("lab"))
    shown = {exercise["id"]: exercise["path"] for exercise in told["exercises"]}
    assert shown["exercise3_logs"] == "/logs"
    assert shown["stage1_generator"] == "/tokens"
    assert list(shown) == IDS


async def test_a_generator_is_pulled_one_token_at_a_time(open_lab: Open) -> None:
    lab = open_lab("stage1")
    async with client() as http:
        await http.post(f"{lab.url}lab/pace", json={"delay": 0, "stepping": True})
        address = lab.app("stage1_generator", "/tokens?prompt=hi")
        async with http.stream("GET", address) as response:
            pieces = response.aiter_text()
            assert await within_reason(anext(pieces)) == "You "
            for token in ("said: ", "hi. "):
                await http.post(f"{lab.url}lab/step")
                assert await within_reason(anext(pieces)) == token


async def test_a_client_reads_from_the_app_beside_it(open_lab: Open) -> None:
    lab = open_lab("stage4")
    async with client() as http:
        await http.post(f"{lab.url}lab/pace", json={"delay": 0, "stepping": False})
        read = lab.app("stage3_async", "/generate-async?prompt=hi")
        answer = await within_reason(
            http.get(lab.app("stage4_client", "/pieces"), params={"url": read})
        )
    assert answer.text == REPLY


async def test_a_short_log_keeps_the_pace_and_a_large_one_does_not(open_lab: Open) -> None:
    lab = open_lab("exercise3")
    address = lab.app("exercise3_logs", "/logs")
    async with client() as http:
        await http.post(f"{lab.url}lab/pace", json={"delay": 0, "stepping": True})
        async with http.stream("GET", address) as response:
            lines = response.aiter_text()
            assert await within_reason(anext(lines)) == "INFO  server started\n"
            second = asyncio.ensure_future(anext(lines))
            await http.get(f"{lab.url}lab/clock")
            assert not second.done()
            await http.post(f"{lab.url}lab/step")
            assert await within_reason(second) == "INFO  GET /generate 200\n"
        await http.post(f"{lab.url}lab/log/exercise3_logs", json={"size": 1})
        answer = await within_reason(http.get(address))
    assert len(answer.content) == 1 << 20


async def test_tokens_come_irregularly_behind_the_endpoint(open_lab: Open) -> None:
    lab = open_lab("exercise2", "--irregular")
    async with client() as http:
        answer = await within_reason(
            http.get(lab.app("exercise2_done", "/generate"), params={"prompt": "hi"})
        )
    assert answer.text.startswith("data: You \n\ndata: said: ")
    assert answer.text.endswith("data: [DONE]\n\n")


@pytest.mark.parametrize(
    ("exercise", "path", "sent"),
    [
        ("stage1_generator", "/tokens", "One, two.{}"),
        ("stage2_streaming", "/generate", "One, two.{}"),
        ("stage3_async", "/generate-async", "One, two.{}"),
        ("exercise1_sse", "/generate", "data: One,\n\ndata:  two.\n\ndata: {}\n\n"),
    ],
)
async def test_a_model_drops_in_behind_the_endpoint(
    open_lab: Open, submission: Path, exercise: str, path: str, sent: str
) -> None:
    stub = (REPOSITORY / "starter" / "stage1_generator.py").read_bytes()
    (submission / "stage1_generator.py").write_bytes(stub)
    with model_server() as url:
        lab = open_lab(exercise, "--model", url)
        async with client() as http:
            answer = await within_reason(http.get(lab.app(exercise, path), params={"prompt": "!"}))
    assert answer.text == sent.format("!")
