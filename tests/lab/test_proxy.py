"""What passes through the lab between a page and an app."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.support.lab import LOCKSTEP, Open, client, events_of, within_reason
from tests.support.submissions import write


async def test_each_chunk_passes_before_the_next_is_made(open_lab: Open, submission: Path) -> None:
    write(submission, "stage2_streaming.py", LOCKSTEP)
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
    write(submission, "stage2_streaming.py", LOCKSTEP)
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
    write(submission, "stage2_streaming.py", source)
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

    async def play() -> tuple[list[dict[str, Any]], dict[str, Any], list[float]]:
        async with events_of(lab) as events, client() as http:
            await events.next("lab")
            url = lab.app("stage2_streaming", "/generate?prompt=hi")
            before = (await http.get(f"{lab.url}lab/clock")).json()["now"]
            await http.get(url, headers={"lab-run": "mine"})
            after = (await http.get(f"{lab.url}lab/clock")).json()["now"]
            chunks = [await events.next("chunk", run="mine") for _ in range(8)]
            end = await events.next("end", run="mine")
            return chunks, end, [before, *(told["at"] for told in chunks), end["at"], after]

    chunks, end, times = await within_reason(play())
    assert times == sorted(times)
    assert [chunk["size"] for chunk in chunks] == [4, 6, 4, 5, 3, 2, 9, 8]
    assert (end["how"], end["chunks"], end["bytes"]) == ("ended", 8, 41)
