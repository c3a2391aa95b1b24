"""`watch` as a program: recorded sessions on a terminal and in a pipe, and saves of every kind.

The recorded sessions are in golden/; RECORD_GOLDEN=1 in the environment records them anew.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.command import left_lying, left_running
from tests.support.lesson import POINTS
from tests.support.paths import REPOSITORY, SOLUTIONS
from tests.support.stuck import STUCK

posix = pytest.mark.skipif(
    os.name != "posix", reason="it takes a pseudo-terminal, or a POSIX file system"
)
GOLDEN = Path(__file__).parent / "golden"
END = "q quit"
"""What the last line of every view has."""
THE_END = b"\0"
"""What a terminal is sent when nothing more is to come: it has no end of its own."""
WRONG = '''
"""Not lazy."""


def token_stream(prompt):
    return [word + " " for word in f"You said: {prompt}. Here is a streamed answer.".split()]
'''
HANGS = """
from pathlib import Path

Path("reached").touch()
while True:
    pass
"""
RIGHT = (SOLUTIONS / "stage1_generator.py").read_text(encoding="utf-8")
SURROUNDINGS = {
    "PYTHONPATH": str(REPOSITORY),
    "PYTHONIOENCODING": "utf-8",
    "STREAMING_KIT_COMMAND": "nox -s watch",
    "COLUMNS": "80",
    "LINES": "24",
    "TERM": "xterm",
    "NO_COLOR": "1",
}
ON_A_TERMINAL = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
ON_A_TERMINAL += "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
"""Makes standard input the terminal of the session, so that Ctrl-C is a signal there."""


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


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder to work in, with the stubs in starter/."""
    shutil.copytree(REPOSITORY / "starter", tmp_path / "starter", ignore=lambda *_: ["__pycache__"])
    return tmp_path


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
        [sys.executable, *start, "-m", "graders.commands", "watch", "--seed", "1", *arguments],
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


def save(home: Path, source: str, name: str = "stage1_generator.py") -> None:
    """Save a file as careful editors do: write another one and give it the name."""
    new = home / "starter" / f".{name}.new"
    new.write_text(source, encoding="utf-8")
    new.replace(home / "starter" / name)


def normal(text: str) -> str:
    """Return what was written without the time of day and with each new screen marked."""
    text = re.sub(r"\r\x1b\[2K(Grading[^\r\n\x1b]*)?", "", text)  # the line that shows the progress
    text = text.replace("\x1b[2J\x1b[H", "-" * 30 + " the screen is cleared\n")
    return re.sub(r"\d\d:\d\d:\d\d", "HH:MM:SS", text)


def compare_with_recorded(name: str, text: str) -> None:
    """Require that a session went as it is recorded."""
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("RECORD_GOLDEN"):
        golden.write_text(normal(text), encoding="utf-8")
    assert normal(text) == golden.read_text(encoding="utf-8")


def stub_wrong_right_next(home: Path, watch: Watch, enter: str) -> None:
    """Work on stage 1 as a student might."""
    watch.expect("stage1     not started", END)
    save(home, WRONG)
    watch.expect("stage1     failed", "a finished list", END)
    watch.press("h" + enter)
    watch.expect("Hint 1 of 3", END)
    save(home, RIGHT)
    watch.expect("stage1 passed", END)
    watch.press("n" + enter)
    watch.expect("open  starter/stage2_streaming.py", END)
    watch.press("q" + enter)
    assert watch.end() == 0


# Recorded sessions


@posix
def test_a_session_on_a_terminal(home: Path) -> None:
    with on_terminal(home, "stage1", "stage2") as watch:
        stub_wrong_right_next(home, watch, enter="")
    compare_with_recorded("watch_on_a_terminal", watch.text)


def test_a_session_in_a_pipe(home: Path) -> None:
    with watching(home, "stage1", "stage2") as watch:
        stub_wrong_right_next(home, watch, enter="\n")
    assert "\x1b" not in watch.text
    compare_with_recorded("watch_in_a_pipe", watch.text)


# The ways to end


@posix
@pytest.mark.parametrize("how", ["ctrl-c", "ctrl-d", "terminated", "hung-up"])
def test_the_terminal_is_left_as_it_was(home: Path, how: str) -> None:
    with on_terminal(home, "stage1") as watch:
        watch.expect(END)
        if how.startswith("ctrl"):
            watch.press({"ctrl-c": "\x03", "ctrl-d": "\x04"}[how])
        else:
            watch.process.send_signal(signal.SIGTERM if how == "terminated" else signal.SIGHUP)
        expected = {"ctrl-c": 130, "ctrl-d": 0, "terminated": 143, "hung-up": 129}
        assert watch.end() == expected[how]
    assert "Traceback" not in watch.text


@posix
def test_it_can_be_ended_while_it_grades(home: Path) -> None:
    save(home, HANGS)
    with on_terminal(home, "stage1") as watch:
        wait_until_it_runs(home)
        watch.press("q")
        assert watch.end() == 0
    assert "Traceback" not in watch.text


def test_it_goes_on_without_a_keyboard(home: Path) -> None:
    with watching(home, "stage1") as watch:
        watch.expect(END)
        assert watch.process.stdin is not None
        watch.process.stdin.close()
        save(home, RIGHT)
        watch.expect("stage1 passed", END)
        watch.process.send_signal(signal.SIGTERM)
        assert watch.end() == (143 if os.name == "posix" else 1)


# Saves


def wait_until_it_runs(home: Path) -> None:
    """Wait until the file that hangs is being run."""
    deadline = time.monotonic() + STUCK
    while not any((home / "temporary").glob("**/reached")):
        assert time.monotonic() < deadline, "it was never run"
        time.sleep(0.01)


def test_a_save_while_it_grades_counts(home: Path) -> None:
    save(home, HANGS)
    with watching(home, "stage1") as watch:
        wait_until_it_runs(home)
        save(home, RIGHT)
        assert "failed" not in watch.expect("stage1     passed", END)
        watch.press("q\n")


@pytest.mark.parametrize("options", [[], ["--poll"]], ids=["told", "polled"])
def test_every_kind_of_save_is_seen(home: Path, options: list[str]) -> None:
    file = home / "starter" / "stage1_generator.py"
    with watching(home, "stage1", *options) as watch:
        watch.expect("not started", END)
        file.write_text(RIGHT[: len(RIGHT) // 2], encoding="utf-8")
        file.write_text(RIGHT, encoding="utf-8")
        watch.expect("stage1     passed", END)
        file.unlink()
        watch.expect("stage1_generator.py removed", "there is no file", END)
        file.write_text(RIGHT, encoding="utf-8")
        watch.expect("stage1     passed", END)
        watch.press("q\n")


@posix
def test_a_folder_that_vanishes_is_waited_for(home: Path) -> None:
    folder, away = home / "starter", home / "away"
    with watching(home, "stage1") as watch:
        watch.expect("not started", END)
        folder.rename(away)
        watch.expect("the folder is gone")
        (away / "stage1_generator.py").write_text(RIGHT, encoding="utf-8")
        away.rename(folder)
        watch.expect("stage1     passed", END)
        save(home, WRONG)
        watch.expect("stage1     failed", END)
        watch.press("q\n")


def test_only_what_imports_the_saved_file_is_graded(home: Path) -> None:
    with watching(home, "stage1", "exercise3") as watch:
        watch.expect(END)
        save(home, "# nobody imports this", "notes.py")
        save(home, RIGHT)
        told = watch.expect("stage1     passed", END)
        assert "notes.py" not in told
        watch.press("a\n")
        watch.expect("stage1     passed", "exercise3  not started", END)
        watch.press("q\n")


def test_a_save_in_the_first_round_is_shown_first(home: Path) -> None:
    save(home, HANGS)
    with watching(home, "stage1", "stage4") as watch:
        wait_until_it_runs(home)
        save(home, (SOLUTIONS / "stage4_client.py").read_text("utf-8"), "stage4_client.py")
        told = watch.expect("stage4 passed", END)
        assert "stage1" not in told
        save(home, RIGHT)
        watch.expect("stage1     passed", "All 2 exercises passed. Well done!", END)
        watch.press("q\n")


def test_what_imports_the_saved_file_is_graded_after_it(home: Path) -> None:
    save(home, (SOLUTIONS / "stage2_streaming.py").read_text("utf-8"), "stage2_streaming.py")
    first = POINTS["stage1_generator"]
    both = first + POINTS["stage2_streaming"]
    with watching(home, "stage1", "stage2") as watch:
        watch.expect(f"0 of {both} points", END)
        watch.press("n\n")
        told = watch.expect("stage2     not started", END)
        assert "stage2 imports stage1_generator.py" in told
        watch.press("h\n")
        watch.expect("Hint 1 of 3 for stage1", END)
        save(home, RIGHT)
        watch.expect("stage1     passed", f"{first} of {both} points", END)
        watch.expect(f"{both} of {both} points", END)
        watch.press("q\n")


def test_wrong_usage_is_one_line(home: Path) -> None:
    with watching(home, "stage9") as watch:
        assert watch.end() == 2
    assert watch.text.startswith("watch: 'stage9' is no exercise")
    assert watch.text.count("\n") == 1
