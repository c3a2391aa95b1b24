"""The solutions in a real browser: `EventSource`, and `fetch` with a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support.serving import DONE, SSE, SSE_DONE, STAGE2, STAGE3, TOKENS, Server, Solution
from tests.support.stuck import STUCK

Serve = Callable[..., Server]

LISTEN = """url => {
    window.heard = [];
    window.source = new EventSource(url);
    source.onopen = () => heard.push("open");
    source.onmessage = ({ data }) => {
        heard.push(data);
        if (data === "[DONE]") source.close();
    };
}"""
READ = """url => {
    window.heard = [];
    (async () => {
        const response = await fetch(url);
        const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
        for (let read = await reader.read(); !read.done; read = await reader.read())
            heard.push(read.value);
        heard.push("end");
    })();
}"""


class Tab:
    """A tab in which a script reads a stream."""

    def __init__(self, page: Any) -> None:
        self._page = page
        page.set_default_timeout(STUCK * 1000)

    def run(self, script: str, server: Server) -> None:
        """Read the server's stream with a script of its own origin."""
        self._page.goto(f"{server.origin}/openapi.json")
        self._page.evaluate(script, server.url)

    def heard(self, number: int) -> list[str]:
        """Wait until the script has heard so many things, and return all of them."""
        self._page.wait_for_function("number => heard.length >= number", arg=number)
        return list(self._page.evaluate("heard"))

    def closed(self) -> bool:
        """Whether the script's EventSource is closed and connects no more."""
        return bool(self._page.evaluate("source.readyState === EventSource.CLOSED"))


@pytest.fixture
def tab(browser: Any) -> Iterator[Tab]:
    """Open a tab, and close it after the test."""
    with browser.new_page() as page:
        yield Tab(page)


@pytest.mark.parametrize("solution", [SSE, SSE_DONE], ids=str)
def test_event_source_gets_a_message_before_the_next_token_is_made(
    tab: Tab, held: Serve, solution: Solution
) -> None:
    server = held(solution)
    tab.run(LISTEN, server)
    expected = ["open"]
    for token in TOKENS:
        expected.append(token)
        assert tab.heard(len(expected)) == expected
        server.release()


def test_event_source_is_closed_on_done(tab: Tab, served: Serve) -> None:
    tab.run(LISTEN, served(SSE_DONE))
    expected = ["open", *TOKENS, DONE]
    assert tab.heard(len(expected)) == expected
    assert tab.closed()


def test_event_source_connects_again_without_done(tab: Tab, served: Serve) -> None:
    tab.run(LISTEN, served(SSE))
    expected = ["open", *TOKENS] * 2
    assert tab.heard(len(expected))[: len(expected)] == expected
    assert not tab.closed()


@pytest.mark.parametrize("solution", [STAGE2, STAGE3, SSE, SSE_DONE], ids=str)
def test_fetch_reads_a_piece_before_the_next_is_made(
    tab: Tab, held: Serve, solution: Solution
) -> None:
    server = held(solution)
    tab.run(READ, server)
    for number in range(1, len(solution.pieces) + 1):
        assert tab.heard(number) == solution.pieces[:number]
        server.release()
    assert tab.heard(len(solution.pieces) + 1) == [*solution.pieces, "end"]
