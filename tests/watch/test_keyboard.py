"""Keys on a terminal, and a terminal that is left as it was found."""

from __future__ import annotations

import os
import queue
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from graders.watch import keyboard as module
from graders.watch.keyboard import keyboard, single_keys

if os.name != "posix":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

import pty
import termios

STUCK = 45.0


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """The two sides of a pseudo-terminal: ours, and the one that a program reads."""
    ours, theirs = pty.openpty()
    yield ours, theirs
    for side in (ours, theirs):
        os.close(side)


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """The two ends of a pipe: where one writes, and where one reads."""
    reading, writing = os.pipe()
    yield writing, reading
    for end in (reading, writing):
        os.close(end)


def pressed(side: tuple[int, int], typed: bytes, monkeypatch: pytest.MonkeyPatch) -> str:
    """Type something that ends with q, and return the keys that arrive until then."""
    ours, theirs = side
    monkeypatch.setattr(module, "_standard_input", lambda: theirs)
    keys: queue.Queue[str] = queue.Queue()
    with keyboard(keys.put):
        os.write(ours, typed)
        arrived = ""
        while not arrived.endswith("q"):
            arrived += keys.get(timeout=STUCK)
    return arrived


def test_each_key_comes_at_once(terminal: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    assert pressed(terminal, b"nhq", monkeypatch) == "nhq"


def test_of_a_line_the_first_letter_counts(
    pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pressed(pipe, b"next\n\n  hint\n\xff\nquit\n", monkeypatch) == "nhq"


@pytest.mark.parametrize("error", [None, KeyboardInterrupt, SystemExit, ValueError])
def test_a_terminal_is_put_back(
    terminal: tuple[int, int], error: type[BaseException] | None
) -> None:
    _, theirs = terminal
    found = termios.tcgetattr(theirs)
    try:
        with single_keys(theirs) as single:
            assert single
            flags = termios.tcgetattr(theirs)[3]
            assert not flags & (termios.ECHO | termios.ICANON)
            assert flags & termios.ISIG  # a Ctrl-C is a signal still
            if error is not None:
                raise error
    except (KeyboardInterrupt, SystemExit, ValueError):
        pass
    assert termios.tcgetattr(theirs) == found


def test_a_terminal_in_the_background_is_left_alone(
    terminal: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, theirs = terminal
    found = termios.tcgetattr(theirs)
    monkeypatch.setattr(os, "tcgetpgrp", lambda descriptor: os.getpgrp() + 1)
    with single_keys(theirs) as single:
        assert not single
        assert termios.tcgetattr(theirs) == found


def test_without_standard_input_there_are_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with keyboard(print) as single:
        assert not single


def test_an_arrow_on_windows_is_no_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(Exception):
        """Nobody types any more."""

    typed = iter(["h", "\xe0", "R", "\0", ";", "q"])

    def getwch() -> str:
        for key in typed:
            return key
        raise Gone

    pressed: list[str] = []
    monkeypatch.setattr(module.sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(getwch=getwch))
    with pytest.raises(Gone):
        module._read_console(pressed.append)
    assert pressed == ["h", "q"]
