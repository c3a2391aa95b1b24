"""What the page of the lab asks for, and is told."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from graders.exercise import exercise
from graders.lab.app import Lab
from tests.support.lab import Open, client, events_of, within_reason
from tests.support.lesson import POINTS
from tests.support.paths import SOLUTIONS


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


async def test_every_exercise_that_is_an_app_is_shown(open_lab: Open) -> None:
    lab = open_lab()
    async with events_of(lab) as events:
        told = await within_reason(events.next("lab"))
    shown = {exercise["id"]: exercise["path"] for exercise in told["exercises"]}
    assert shown["exercise3_logs"] == "/logs"
    assert all(exercise["role"] == "app" for exercise in told["exercises"])
    assert json.dumps(told)
