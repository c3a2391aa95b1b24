"""Requests by somebody who wants to use the lab from elsewhere, read its disk, or break it."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.support.lab import Open, client

STAGE2 = "stage2_streaming"
FROM_ELSEWHERE: dict[str, dict[str, str]] = {
    "a form of another site": {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
    "a form without an origin": {
        **{"sec-fetch-site": "same-site", "sec-fetch-mode": "navigate"},
        "content-type": "application/x-www-form-urlencoded",
    },
    "a frame of another site": {
        **{"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
        "sec-fetch-dest": "iframe",
    },
    "another port": {"origin": "http://127.0.0.1:1"},
    "a name with ours in it": {"host": "127.0.0.1@evil.example"},
    "another way to write the address": {"host": "127.1"},
    "every address": {"host": "0.0.0.0"},
}
PATHS = (
    *("page/..%2fserver.py", "page/%2e%2e/%2e%2e/lab/server.py", "page/%2fetc%2fpasswd"),
    *("app/..%2flab%2fevents", "app/stage2_streaming%00/generate", "lab/inside/..%2f..", "page/"),
)
NO_PACE: tuple[Any, ...] = (
    *({"delay": float("nan")}, {"delay": float("inf")}, {"delay": -1}, {"delay": 10**400}),
    *({"delay": "1"}, {"delay": [0]}, {"stepping": True}, {"delay": None, "stepping": 1}),
)


@pytest.mark.parametrize("what", FROM_ELSEWHERE)
async def test_nobody_else_has_it_do_anything(open_lab: Open, what: str) -> None:
    lab = open_lab("stage2")
    async with client() as http:
        for path in (f"lab/grade/{STAGE2}", "lab/pace", "lab/step", f"lab/log/{STAGE2}"):
            answer = await http.post(lab.url + path, headers=FROM_ELSEWHERE[what])
            assert answer.status_code == 403, path


async def test_no_path_leads_out(open_lab: Open) -> None:
    lab = open_lab("stage2")
    async with client() as http:
        for path in PATHS:
            answer = await http.get(lab.url + path)
            assert answer.status_code in (404, 405), path


async def test_a_pace_is_two_plain_values(open_lab: Open) -> None:
    lab = open_lab("stage2")
    async with client() as http:
        for pace in NO_PACE:
            content = json.dumps(pace)
            answer = await http.post(f"{lab.url}lab/pace", content=content.encode())
            assert answer.status_code == 400, content[:40]
        assert (await http.get(lab.url)).status_code == 200


async def test_a_log_has_one_of_the_sizes_that_are_offered(open_lab: Open) -> None:
    lab = open_lab("exercise3")
    async with client() as http:
        for size in (10**15, -1, "1", None, [1], True):
            content = json.dumps({"size": size}).encode()
            answer = await http.post(f"{lab.url}lab/log/exercise3_logs", content=content)
            assert answer.status_code == 400, content


async def test_no_other_protocol_gets_past_the_guard(open_lab: Open) -> None:
    lab = open_lab("stage2")
    wish = {
        **{"connection": "upgrade", "upgrade": "websocket", "sec-websocket-version": "13"},
        **{"sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==", "origin": "http://evil.example"},
    }
    async with client() as http:
        for path in ("", "lab/events", f"app/{STAGE2}/generate?prompt=hi"):
            answer = await http.get(lab.url + path, headers=wish)
            assert answer.status_code in (403, 404), path


async def test_headers_that_are_too_much_end_that_request_alone(open_lab: Open) -> None:
    lab = open_lab("stage2")
    url = lab.app(STAGE2, "/generate?prompt=hi")
    async with client() as http:
        try:
            answer = await http.get(url, headers={"lab-run": "x" * 200_000})
            assert answer.status_code in (400, 431)
        except httpx.HTTPError:
            pass
        assert (await http.get(lab.url)).status_code == 200
