"""An event loop that a signal ends: what goes on is cancelled, and cleans up."""

from __future__ import annotations

import asyncio
import signal

import pytest

from graders import interrupts
from graders.errors import Interrupted


@pytest.fixture(params=["as-here", "as-on-windows"], autouse=True)
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the event loop handle signals, or not."""

    def refuse(*arguments: object) -> None:
        raise NotImplementedError

    if request.param == "as-on-windows":
        for loop in (asyncio.BaseEventLoop, asyncio.SelectorEventLoop):
            monkeypatch.setattr(loop, "add_signal_handler", refuse)


def test_a_ctrl_c_cancels_the_work_which_cleans_up() -> None:
    done: list[str] = []

    async def work() -> None:
        try:
            beside = asyncio.ensure_future(asyncio.sleep(0))  # which is not to be hit
            signal.raise_signal(signal.SIGINT)
            await beside
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            done.append("cleaned up")

    with pytest.raises(Interrupted) as ended:
        interrupts.run(work())
    assert done == ["cleaned up"]
    assert ended.value.exit_status == 130


def test_afterwards_signals_are_heard_as_before() -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: heard.append(number))
    try:

        async def work() -> str:
            return "done"

        assert interrupts.run(work()) == "done"
        if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:  # which asyncio makes of it
            signal.raise_signal(signal.SIGTERM)
            assert heard == [signal.SIGTERM]
    finally:
        signal.signal(signal.SIGTERM, before)
