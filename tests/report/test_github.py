"""What GitHub Actions is told: the summary, the annotations, and nothing that a student wants."""

import io
import re
import textwrap
from pathlib import Path

import pytest

from graders.report.console import make_console
from graders.report.github import (
    LONGEST,
    SUMMARY,
    annotation_commands,
    append_summary,
    commands_stopped,
    summary,
    tell_github,
)
from graders.report.next_commands import NextCommands
from graders.report.terminal import print_result
from graders.result import ExerciseResult, Result
from graders.text import clean, clean_ascii
from tests.support import hostile_texts, results
from tests.support.github_runner import Command, commands, seen

SESSION = NextCommands("starter", "nox -s grade")
FENCE = re.compile("(`{3,})text")


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the tests independent of where they run."""
    for name in ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "NO_COLOR", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")


def printed(result: Result) -> str:
    """Return what a step prints of `result`: the report, and the annotations."""
    stream = io.StringIO()
    console = make_console(stream)
    with commands_stopped(stream):
        print_result(result, console, NextCommands("starter", "nox -s grade"))
    tell_github(result, SESSION, console)
    return stream.getvalue()


def annotated(result: Result) -> list[Command]:
    """Return the annotations of `result` as the runner reads them."""
    return commands("\n".join(annotation_commands(result, SESSION, clean)))


def failing(id: str, checks: int = 1, **texts: str) -> ExerciseResult:
    """Return an exercise of which so many checks fail."""
    short = id.partition("_")[0]
    texts = {"expected": "this", "got": "that"} | texts
    return results.exercise(
        id, "failed", *(results.check(f"{short}.{n}", "failed", **texts) for n in range(checks))
    )


# Commands


def test_report_can_hold_no_command() -> None:
    stream = io.StringIO()
    with commands_stopped(stream):
        print("::error::pwned\n##[error]pwned", file=stream)
    assert commands(stream.getvalue()) == []
    print("::notice::free again", file=stream)
    assert [command.name for command in commands(stream.getvalue())] == ["notice"]


def test_token_is_another_each_time_and_comes_back_after_a_failure() -> None:
    streams = [io.StringIO(), io.StringIO()]
    for stream in streams:
        with pytest.raises(ZeroDivisionError), commands_stopped(stream):
            raise ZeroDivisionError
    lines = [stream.getvalue().splitlines() for stream in streams]
    tokens = {stop.removeprefix("::stop-commands::") for stop, _ in lines}
    assert len(tokens) == 2
    assert [resume for _, resume in lines] == [f"::{s[17:]}::" for s, _ in lines]


@pytest.mark.parametrize("text", hostile_texts.TEXTS.values(), ids=hostile_texts.TEXTS)
def test_hostile_text_is_no_command(text: str) -> None:
    (command,) = commands(printed(hostile_texts.told_by(text)))
    assert command.name == "error"
    assert command.properties.keys() <= {"file", "line", "title"}
    assert command.properties["title"] == "stage2.body"
    assert command.properties["file"] in ("starter/stage2_streaming.py", "starter/x.py")
    assert command.data.startswith("does what stage2.body says\nexpected  ")


@pytest.mark.parametrize("text", hostile_texts.TEXTS.values(), ids=hostile_texts.TEXTS)
def test_hostile_text_is_told_as_it_is_shown(text: str) -> None:
    (command,) = annotated(hostile_texts.told_by(text))
    told = seen(clean(text)).replace("\n", "\n" + " " * 10)
    assert told[: LONGEST - 100] in command.data


# Annotations


@pytest.mark.parametrize(
    ("where", "file", "line"),
    [
        ("stage2_streaming.py:27, chunk 1", "stage2_streaming.py", "27"),
        ("stage1_generator.py:3", "stage1_generator.py", "3"),
        ("the header content-type", "stage2_streaming.py", None),
        ("stage2_streaming.py", "stage2_streaming.py", None),
        ("../secret.py:3", "stage2_streaming.py", None),
        ("x.py:0", "stage2_streaming.py", None),
        ("x.py:9999999", "stage2_streaming.py", None),
        ("prompt x.py:3, token 1", "stage2_streaming.py", None),
        (None, "stage2_streaming.py", None),
    ],
)
def test_annotation_is_at_the_line(where: str, file: str, line: str | None) -> None:
    (command,) = annotated(results.result(failing("stage2_streaming", where=where)))
    assert command.properties["file"] == f"starter/{file}"
    assert command.properties.get("line") == line


def test_annotation_says_what_the_check_says() -> None:
    (command,) = annotated(results.one_failed())
    assert command.properties["title"] == "stage2.chunk-per-token"
    told = command.data.splitlines()
    assert told[0] == "sends each token as a chunk of its own, eight for the lesson's prompt hi"
    assert told[1:4:2] == ["expected  8 chunks", "got       1 chunk"]
    assert told[5].index("^") == told[4].index("said")


def test_ten_annotations_at_most_spread_over_the_exercises() -> None:
    result = results.result(*(failing(id, checks=3) for id in results.TITLES))
    shorts = [id.partition("_")[0] for id in results.TITLES]
    titles = [command.properties["title"] for command in annotated(result)]
    assert titles == [f"{s}.0" for s in shorts] + [f"{s}.1" for s in shorts[:3]]


@pytest.mark.parametrize("make", [results.all_passed, results.all_not_started, results.kit_failed])
def test_only_failed_checks_are_annotated(make: type[Result]) -> None:
    assert annotated(make()) == []


def test_long_message_is_cut_and_says_so() -> None:
    (command,) = annotated(results.result(failing("stage2_streaming", got="x" * 5000)))
    assert len(command.data) < 4096
    assert re.search(r"xxx\.\.\. \([\d,]+ more characters\)$", command.data)


def test_stream_that_knows_ascii_only_gets_no_more() -> None:
    result = results.result(failing("stage2_streaming", got="é\u202e"))
    (line,) = annotation_commands(result, SESSION, clean_ascii)
    assert line.isascii()
    assert r"\xe9\u202e" in line


def test_path_is_told_from_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "course").mkdir()
    monkeypatch.chdir(tmp_path / "course")
    result = results.result(failing("stage2_streaming"))

    def file(folder: Path | str) -> str:
        (line,) = annotation_commands(result, NextCommands(str(folder), "nox -s grade"), clean)
        (command,) = commands(line)
        return command.properties["file"]

    assert file("starter/") == "starter/stage2_streaming.py"
    assert file("./a,b:c=d%") == "a,b:c=d%/stage2_streaming.py"
    assert file(Path.cwd() / "mine") == "mine/stage2_streaming.py"
    assert file("..") == (tmp_path / "stage2_streaming.py").as_posix()
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert file("starter") == "course/starter/stage2_streaming.py"


# The summary


def outside(markdown: str) -> list[str]:
    """Return the lines that are not in a fenced block, as CommonMark has it."""
    left, fence = [], None
    for line in markdown.split("\n"):
        if fence is None and (opened := FENCE.fullmatch(line)):
            fence = opened[1]
        elif fence is None:
            left.append(line)
        elif re.fullmatch(f" {{0,3}}{fence}`*[ \t]*", line):
            fence = None
    assert fence is None
    return left


GOLDEN = """\
## 16 of 25 points

|  | exercise | state | points |
| :-: | :-- | :-- | --: |
| ✓ | stage1\\: Tokens from a generator | passed | 10/10 |
| ✗ | stage2\\: Tokens over HTTP | failed | 6/15 |

### stage2\\: Tokens over HTTP

```text
✗ stage2     failed        6/15  starter/stage2_streaming.py
  ✓ 3 of 7 checks passed

  ✗ sends each token as a chunk of its own, eight for the lesson's prompt hi
    (stage2.chunk-per-token, 0 of 3 points)
      expected  8 chunks
                b"You "  b"said: "  b"hi. "  b"Here "  b"is "  ...
      got       1 chunk
                b"You said: hi. Here is a streamed answer. "
                      ^ here the first chunk should have ended
      where     stage2_streaming.py:27, chunk 1
      try       Hand StreamingResponse the generator itself: token_stream(prompt), without list(),
                join() or a loop that collects the tokens first.

  · 3 checks wait for stage2.chunk-per-token

  Most likely: the tokens are collected first and sent as one piece when all of them exist.

  Your code printed (the last 10 lines; 4 before them left out):
{output}
```

To get the same prompts again: `--seed 7`
"""


def test_summary() -> None:
    output = "".join(f"token {number}\n" for number in range(5, 15))
    expected = GOLDEN.format(output=textwrap.indent(output, "    your code | ").rstrip())
    result = results.result(results.passed("stage1_generator"), results.collected())
    assert summary(result, SESSION) == expected


def test_summary_of_a_run_that_judged_nothing() -> None:
    text = summary(results.result(), SESSION)
    assert text.startswith("## Nothing was graded\n")
    assert "not the student's fault" in text


def test_summary_without_failures_is_a_table() -> None:
    assert "###" not in summary(results.all_passed(), SESSION)
    assert summary(results.all_not_started(), SESSION).count("| not started |") == len(
        results.TITLES
    )


@pytest.mark.parametrize("text", hostile_texts.TEXTS.values(), ids=hostile_texts.TEXTS)
def test_hostile_text_stays_in_its_block(text: str) -> None:
    told = summary(hostile_texts.told_by(text), SESSION)
    assert outside(told) == outside(summary(hostile_texts.told_by("x"), SESSION))
    assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", told)


def test_titles_are_taken_literally() -> None:
    odd = failing("stage2_streaming")
    odd.title = "a | b `c` <b> *d*\ne"
    text = summary(results.result(odd), SESSION)
    assert r"| stage2\: a \| b \`c\` \<b\> \*d\* e |" in text


def test_summary_fits_and_names_what_it_leaves_out() -> None:
    result = results.result(
        failing("stage1_generator", got="x" * 3000), failing("stage2_streaming", got="y")
    )
    whole = summary(result, SESSION)
    cut = summary(result, SESSION, 3000)
    assert len(cut.encode()) <= 3000 < len(whole.encode())
    assert "The log also tells of stage1.\n" in cut
    assert "### stage2" in cut
    assert "### stage1" not in cut


def test_summary_is_never_larger_than_its_room() -> None:
    result = results.result(*(failing(id, got="é" * 2000) for id in results.TITLES))
    whole = summary(result, SESSION)
    for room in range(0, len(whole.encode()) + 1000, 500):
        cut = summary(result, SESSION, room)
        assert len(cut.encode()) <= room
        outside(cut)
    assert cut == whole


@pytest.mark.parametrize("before", [0, 10, SUMMARY - 3000, SUMMARY - 10, SUMMARY, SUMMARY + 5])
def test_summary_is_appended_as_far_as_there_is_room(before: int, tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    path.write_bytes(b"a" * before)
    append_summary(hostile_texts.told_by("x" * 10_000), SESSION, str(path))
    written = path.read_bytes()
    assert written.startswith(b"a" * before)
    assert len(written) <= max(SUMMARY, before)
    room = before <= SUMMARY - 3000
    assert (b"\n## 0 of 4 points (no mark" in written) == room


def test_without_a_file_there_is_no_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    printed(results.one_failed())
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    printed(results.one_failed())
    text = (tmp_path / "summary.md").read_text("utf-8")
    assert text == "\n" + summary(results.one_failed(), SESSION)
    assert "\x1b" not in text
