"""Keys: single ones on a terminal, which is left as it was found, and lines from anything else."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

CONTROL_C, CONTROL_D = "\x03", "\x04"
OF_TWO = ("\0", "\xe0")
"""What comes before the letter that Windows gives to a key without one."""


@contextmanager
def keyboard(press: Callable[[str], None]) -> Iterator[bool]:
    """Call `press`, in another thread, with each key; yields whether keys come one by one.

    Otherwise they come as lines, of which the first letter counts.
    """
    descriptor = _standard_input()
    if descriptor is None:
        yield False
    elif not os.isatty(descriptor):
        _listen(_read_lines, descriptor, press)
        yield False
    elif sys.platform == "win32":
        _listen(_read_console, press)
        yield True
    else:
        with single_keys(descriptor) as single:
            if single:
                _listen(_read_keys, descriptor, press)
            yield single


@contextmanager
def single_keys(descriptor: int) -> Iterator[bool]:
    """Have a terminal hand over each key at once and show none, and put it back afterwards.

    In the background the terminal is somebody else's: it is left alone, and yields False.
    """
    import termios

    if not _in_foreground(descriptor):
        yield False
        return
    found = termios.tcgetattr(descriptor)
    wanted = list(found)
    # ISIG stays on: a Ctrl-C still ends the program by a signal.
    wanted[3] = found[3] & ~(termios.ECHO | termios.ICANON)
    try:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, wanted)
        yield True
    finally:
        with contextlib.suppress(termios.error):  # the terminal has gone
            termios.tcsetattr(descriptor, termios.TCSADRAIN, found)


def _in_foreground(descriptor: int) -> bool:
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:  # a terminal that does not control this session is nobody's
        return True


def _standard_input() -> int | None:
    with contextlib.suppress(AttributeError, OSError, ValueError):
        return sys.stdin.fileno()
    return None


def _listen(read: Callable[..., None], *arguments: object) -> None:
    # A daemon, as nothing ends a read; it holds no lock that others would wait for at the end.
    threading.Thread(target=read, args=arguments, name="keyboard", daemon=True).start()


def _read_keys(descriptor: int, press: Callable[[str], None]) -> None:
    for data in _pieces(descriptor):
        if not data.startswith(b"\x1b"):  # such as an arrow
            for key in data.decode("ascii", "ignore"):
                press(key)


def _read_lines(descriptor: int, press: Callable[[str], None]) -> None:
    rest = b""
    for data in _pieces(descriptor):
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            if text := line.decode("ascii", "ignore").strip():
                press(text[0])


def _pieces(descriptor: int) -> Iterator[bytes]:
    with contextlib.suppress(OSError):
        while data := os.read(descriptor, 1024):
            yield data


def _read_console(press: Callable[[str], None]) -> None:
    if sys.platform == "win32":
        import msvcrt

        while True:
            key = msvcrt.getwch()
            if key in OF_TWO:  # such as an arrow
                msvcrt.getwch()
            else:
                press(key)
