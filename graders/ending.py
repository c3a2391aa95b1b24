"""What ends the program from outside is an exception here, so that nothing is left lying about."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
ENDING = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
"""Ctrl-C, and what `timeout`, a closed terminal or window, or a cancelled job sends."""


def hush_early_interrupts() -> None:
    """Have a Ctrl-C end the program without a word until `raise_when_ended` says otherwise."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def raise_when_ended() -> None:
    """Raise `Interrupted` in the main thread from now on, for each signal that would end it."""
    for number in ENDING:
        if signal.getsignal(number) is signal.SIG_DFL:  # under nohup, say, it is ignored
            signal.signal(number, _raise)


def _raise(number: int, frame: object) -> None:
    from graders.errors import Interrupted  # put off, as this module comes before all else

    raise Interrupted(number)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Put off a Ctrl-C and what else would end this, where the system can, until this is over."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
