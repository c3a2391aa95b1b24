"""Runs of `watch`, on a terminal or with pipes, and what it writes."""

from __future__ import annotations

import codecs
import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.support.command import left_lying, left_running
from tests.support.paths import REPOSITORY
from tests.support.stuck import STUCK

THE_END = b"\0"
"""What a terminal is sent when nothing more is to come: it has no end of its own."""
SURROUNDINGS = {
    "PYTHONPATH": str(REPOSITORY),
    "PYTHONIOENCODING": "utf-8",
    "STREAMING_KIT_COMMAND": "nox -s watch",
    "COLUMNS": "80",
    "LINES": "24",
    "TERM": "xterm",
    "NO_COLOR": "1",
}
ON_A_TERMINAL = "import fcntl, os, signal, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
ON_A_TERMINAL += "signal.signal(signal.SIGHUP, signal.SIG_DFL);"
ON_A_TERMINAL += "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
"""Makes standard input the terminal of the session, so that Ctrl-C is a signal there.

A hang-up counts too, even where these tests are run with `nohup`.
"""


class Watch:
    """A running `watch`, what it has written so far, and its standard input."""

    def __init__(self, process: subprocess.Popen[bytes], output: int, keys: int) -> None:
        self.process = process
        self.say_that_it_ended: Callable[[], object] = lambda: None
        self.text = ""
        self._seen = 0
        self._keys = keys
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, args=(output,), daemon=True)
        self._reader.start()

    def _read(self, output: int) -> None:
        with contextlib.suppress(OSError):  # how Linux tells that a terminal has no other side
            decoder = codecs.getincrementaldecoder("utf-8")()
            end = b""
            while not end and (data := os.read(output, 1 << 16)):
                data, end, _ = data.partition(THE_END)
                with self._news:
                    self.text = (self.text + decoder.decode(data)).replace("\r\n", "\n")
                    self._news.notify_all()

    def expect(self, *words: str) -> str:
        """Wait until the words have been written, one after the other, and return it all."""
        begun = self._seen
        with self._news:
            for word in words:
                found = self._news.wait_for(lambda word=word: self._find(word), STUCK)
                assert found, f"{word!r} never came; since the last time: {self.text[begun:]!r}"
        return self.text[begun : self._seen]

    def _find(self, word: str) -> bool:
        at = self.text.find(word, self._seen)
        self._seen = at + len(word) if at >= 0 else self._seen
        return at >= 0

    def press(self, keys: str) -> None:
        """Type on the keyboard."""
        os.write(self._keys, keys.encode())

    def end(self) -> int:
        """Wait for the end of the process and return its status."""
        status = self.process.wait(STUCK)
        self.say_that_it_ended()
        self._reader.join(STUCK)
        return status


@contextlib.contextmanager
def watching(home: Path, *arguments: str) -> Iterator[Watch]:
    """Run `watch` in `home` with pipes; no process and no file of it is left at the end."""
    with _started(home, *arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        with process.stdin, process.stdout:
            yield Watch(process, process.stdout.fileno(), process.stdin.fileno())


@contextlib.contextmanager
def on_terminal(home: Path, *arguments: str) -> Iterator[Watch]:
    """Run `watch` on a pseudo-terminal of its own, which it has to leave as it found it."""
    import pty
    import termios

    ours, theirs = pty.openpty()
    found = termios.tcgetattr(theirs)
    try:
        with _started(home, *arguments, stdin=theirs, stdout=theirs) as process:
            watch = Watch(process, ours, ours)
            watch.say_that_it_ended = lambda: os.write(theirs, THE_END)
            yield watch
        assert termios.tcgetattr(theirs) == found
    finally:
        os.close(theirs)
        os.close(ours)


@contextlib.contextmanager
def _started(
    home: Path, *arguments: str, stdin: int, stdout: int
) -> Iterator[subprocess.Popen[bytes]]:
    temporary = home / "temporary"
    temporary.mkdir()
    start = ["-c", ON_A_TERMINAL] if stdin != subprocess.PIPE else []
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, *start, "-m", "graders", "watch", "--seed", "1", *arguments],
        cwd=home,
        env={**kept, **SURROUNDINGS, "TMPDIR": str(temporary)},
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        bufsize=0,
    )
    try:
        yield process
        process.wait(STUCK)
    finally:
        process.kill()
        process.wait()
    assert left_running(temporary) == []
    assert left_lying(temporary) == []
