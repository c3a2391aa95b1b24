"""`watch` as a program: recorded sessions on a terminal and in a pipe, and saves of every kind.

The recorded sessions are in golden/; RECORD_GOLDEN=1 in the environment records them anew.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.support.lesson import POINTS
from tests.support.paths import REPOSITORY, SOLUTIONS
from tests.support.stuck import STUCK
from tests.support.watch import Watch, on_terminal, watching

posix = pytest.mark.skipif(
    os.name != "posix", reason="it takes a pseudo-terminal, or a POSIX file system"
)
GOLDEN = Path(__file__).parent / "golden"
END = "q quit"
"""What the last line of every view has."""
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


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder to work in, with the stubs in starter/."""
    others = shutil.ignore_patterns("__pycache__", ".*")  # what Python and `nox -s hint` keep there
    shutil.copytree(REPOSITORY / "starter", tmp_path / "starter", ignore=others)
    return tmp_path


def save(home: Path, source: str, name: str = "stage1_generator.py") -> None:
    """Save a file as careful editors do: write another one and give it the name."""
    new = home / "starter" / f".{name}.new"
    new.write_text(source, encoding="utf-8")
    new.replace(home / "starter" / name)


def normal(text: str) -> str:
    """Return what was written without the time of day and with each new screen marked."""
    # The line that shows the progress comes and goes as the machine likes.
    text = re.sub(r"\r\x1b\[2K((Grading|Looking)[^\r\n\x1b]*)?", "", text)
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
    watch.expect("stage1     failed", END, "The mistake", "passes.")
    watch.press("h" + enter)
    watch.expect("Your mistake, 1 of 3", END)
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


@posix
def test_the_first_failure_stays_in_view(home: Path) -> None:
    printing = "for number in range(30):\n    print(number)\n"
    save(home, WRONG + printing)
    with on_terminal(home, "stage1", "--seed", "1") as watch:
        watch.expect("The mistake", END)
        (*_, screen) = normal(watch.text).split("the screen is cleared\n")
        assert "✗ stage1" in screen
        assert "✗ gives its tokens lazily" in screen
        assert screen.count("\n") < 24
        watch.press("q")


@posix
def test_an_exercise_is_chosen_from_a_list(home: Path) -> None:
    with on_terminal(home, "stage1", "stage2", "stage3") as watch:
        watch.expect(END)
        watch.press("l")
        told = watch.expect("1  · stage1      0/10  A generator of tokens", "3  ·", END)
        assert "open  starter" not in told
        watch.press("3")
        watch.expect("open  starter/stage3_async.py", END)
        watch.press("q")


def test_it_goes_on_by_itself_if_asked_to(home: Path) -> None:
    with watching(home, "stage1", "stage2", "--go-on") as watch:
        watch.expect(END)
        save(home, RIGHT)
        watch.expect("stage1 passed. Well done!", "open  starter/stage2_streaming.py", END)
        watch.press("q\n")


def test_where_all_is_passed_every_key_has_an_answer(home: Path) -> None:
    save(home, RIGHT)
    with watching(home, "stage1") as watch:
        watch.expect(END)
        for key in "nh":
            watch.press(f"{key}\n")
            watch.expect("Nothing is left to do", END)
        watch.press("q\n")


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
        watch.expect("stage1     passed", "stage1 and stage4 passed. Well done!", END)
        watch.press("q\n")


def test_what_imports_the_saved_file_is_graded_after_it(home: Path) -> None:
    save(home, (SOLUTIONS / "stage2_streaming.py").read_text("utf-8"), "stage2_streaming.py")
    second = POINTS["stage2_streaming"]
    both = POINTS["stage1_generator"] + second
    with watching(home, "stage1", "stage2") as watch:
        watch.expect(f"{second} of {both} points", END)
        watch.press("h\n")
        watch.expect("Hint 1 of 3 for stage1", END)
        watch.press("a\n")
        watch.expect("stage2     passed", "graded with the kit's stage1_generator.py", END)
        save(home, RIGHT)
        watch.expect("stage1     passed", f"{both} of {both} points", END)
        watch.press("r\n")
        watch.expect("stage1     passed", END)
        watch.press("q\n")


def test_wrong_usage_is_one_line(home: Path) -> None:
    with watching(home, "stage9") as watch:
        assert watch.end() == 2
    assert watch.text.startswith("watch: 'stage9' is no exercise")
    assert watch.text.count("\n") == 1
