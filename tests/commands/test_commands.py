"""What hint, reset and compare do to files, and say."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from graders import arguments
from graders.arguments import COMMANDS
from graders.commands import compare, hint
from graders.commands.compare import code_of, difference
from graders.commands.graded_alone import mistake_in
from graders.commands.hint import FILE, Opened, hints_of
from graders.commands.reset import reset
from graders.commands.stubs import stub_of
from graders.exercise import LEVELS, exercise_ids
from graders.program import main
from graders.report.console import make_console
from graders.result import Repair
from tests.support.paths import REPOSITORY, SOLUTIONS
from tests.support.submissions import write

STUB = b"raise NotImplementedError\n"


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make what is printed independent of who runs the tests."""
    monkeypatch.setenv("STREAMING_KIT_COMMAND", "nox -s hint")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder starter of the current directory, with nothing in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(arguments, "KIT", tmp_path)
    (tmp_path / "starter").mkdir()
    return tmp_path / "starter"


# Hints


@pytest.mark.parametrize("id", exercise_ids())
def test_every_exercise_has_three_hints(id: str) -> None:
    nudge, idea, code = hints_of(id)
    assert all(max(map(len, hint.splitlines())) <= 98 for hint in (nudge, idea, code))
    assert "https://" not in nudge + code
    assert "Lesson: " in idea
    assert "\nhttps://" in idea
    assert "..." in code


@pytest.mark.parametrize("id", exercise_ids())
def test_a_hint_is_not_the_answer(id: str) -> None:
    answer = {line.strip() for line in code_of(SOLUTIONS / f"{id}.py").splitlines()}
    stub = {line.strip() for line in stub_of(id).decode().splitlines()}
    for text in hints_of(id):
        told = {line.partition("  #")[0].strip() for line in text.splitlines()}
        assert not told & (answer - stub)


def test_hints_are_opened_one_at_a_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for level in (1, 2, 3, 3):
        assert main(["hint", "stage2"]) == 0
        told = capsys.readouterr().out
        assert told.startswith(f"Hint {level} of 3 for stage2\n")
        assert ("The next one: nox -s hint -- stage2\n" in told) == (level < LEVELS)
    assert main(["hint", "stage3"]) == 0
    assert capsys.readouterr().out.startswith("Hint 1 of 3 for stage3\n")


def test_a_level_can_be_opened_directly(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hint", "stage2", "--level", "2"]) == 0
    assert main(["hint", "stage2", "--level", "1"]) == 0
    assert main(["hint", "stage2"]) == 0
    told = capsys.readouterr().out
    assert [line for line in told.splitlines() if line.startswith("Hint")] == [
        f"Hint {level} of 3 for stage2" for level in (2, 1, 3)
    ]


WRONG = 'def token_stream(prompt):\n    yield "{prompt}"\n'
MENDED = WRONG.replace('"{', 'f"{')


def repair(edited: str) -> Repair:
    says = "This string has no f in front."
    fixes = ("stage1.joined",)
    return Repair("missing-f", "stage1_generator.py", 2, says, True, fixes, WRONG, edited)


def test_a_mistake_that_was_found_is_told_step_by_step(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "stage1_generator.py", WRONG)
    monkeypatch.setattr(hint, "mistake_in", lambda *_: repair(MENDED))
    told = []
    for _ in range(4):
        assert main(["hint", "stage1"]) == 0
        told.append(capsys.readouterr().out)
    assert "1 of 3: where it is" in told[0]
    assert "starter/stage1_generator.py:2\n" in told[0]
    assert "no f in front" not in told[0] + told[3]
    assert "Line 2: This string has no f in front. With that changed" in told[1]
    assert '  -    yield "{prompt}"\n  +    yield f"{prompt}"\n' in told[2]
    assert MENDED.splitlines()[1] not in told[0] + told[1] + told[3]
    assert told[3].startswith("Hint 1 of 3 for stage1\n")
    monkeypatch.setattr(hint, "mistake_in", lambda *_: repair(MENDED + "\n"))
    assert main(["hint", "stage1"]) == 0
    assert "1 of 3: where it is" in capsys.readouterr().out, "another mistake begins anew"
    Opened(folder).forget("stage1_generator")
    assert Opened(folder).level("stage1_generator") == 0
    assert main(["hint", "stage1"]) == 0
    assert "1 of 3: where it is" in capsys.readouterr().out


def test_what_cannot_be_noted_is_told_at_once(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "stage1_generator.py", WRONG)
    (folder / FILE).mkdir()
    monkeypatch.setattr(hint, "mistake_in", lambda *_: repair(MENDED))
    assert main(["hint", "stage1"]) == 0
    told = capsys.readouterr().out
    assert "where it is" in told
    assert '+    yield f"{prompt}"' in told


def test_a_stub_has_no_mistake_to_look_for(folder: Path) -> None:
    console = make_console(io.StringIO())
    assert mistake_in(console, "stage1_generator", folder) is None
    (folder / "stage1_generator.py").write_bytes(stub_of("stage1_generator"))
    assert mistake_in(console, "stage1_generator", folder) is None


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"hints": 1}', '{"hints": {"stage2_streaming": "x"}}', "\0"]
)
def test_a_broken_note_is_no_note(content: str, folder: Path) -> None:
    write(folder, FILE, content)
    opened = Opened(folder)
    assert opened.level("stage2_streaming") == 0
    assert opened.note("stage2_streaming", 2)
    assert opened.level("stage2_streaming") == 2


def test_a_hint_is_told_also_where_nothing_can_be_noted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / FILE).mkdir()
    assert main(["hint", "stage2"]) == 0
    assert "The next one: nox -s hint -- stage2 --level 2\n" in capsys.readouterr().out


# Reset


@pytest.mark.parametrize("id", exercise_ids())
def test_the_copies_of_the_stubs_are_the_stubs(id: str) -> None:
    remedy = "after a change to a stub run: python -m graders stubs"
    assert stub_of(id) == (REPOSITORY / "starter" / f"{id}.py").read_bytes(), remedy


def test_reset_keeps_every_earlier_file(tmp_path: Path) -> None:
    file = tmp_path / "stage2_streaming.py"
    for number in (1, 2, 3):
        file.write_text(f"mine, {number}")
        kept = reset(file, STUB)
        assert kept == tmp_path / f"stage2_streaming.py.before-reset-{number}"
        assert file.read_bytes() == STUB
    for number in (1, 2, 3):
        kept = tmp_path / f"stage2_streaming.py.before-reset-{number}"
        assert kept.read_text() == f"mine, {number}"
    assert len(list(tmp_path.iterdir())) == 4


def test_reset_takes_a_name_that_is_free(tmp_path: Path) -> None:
    file = write(tmp_path, "a.py", "mine")
    write(tmp_path, "a.py.before-reset-1", "an older one")
    assert reset(file, STUB) == tmp_path / "a.py.before-reset-2"
    assert (tmp_path / "a.py.before-reset-1").read_text() == "an older one"


def test_reset_of_a_stub_keeps_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(STUB)
    assert reset(file, STUB) is None
    assert list(tmp_path.iterdir()) == [file]


def test_reset_makes_a_missing_file(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    assert reset(file, STUB) is None
    assert file.read_bytes() == STUB


def test_reset_says_what_it_did_and_forgets_the_hints(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(folder, "stage2_streaming.py", "mine")
    Opened(folder).note("stage2_streaming", 3)
    Opened(folder).note("stage3_async", 2)
    assert main(["reset", "stage2"]) == 0
    assert capsys.readouterr().out == (
        "starter/stage2_streaming.py is the stub again; your file is kept as "
        "starter/stage2_streaming.py.before-reset-1\n"
    )
    assert file.read_bytes() == stub_of("stage2_streaming")
    assert Opened(folder).level("stage2_streaming") == 0
    assert Opened(folder).level("stage3_async") == 2


@pytest.mark.parametrize(
    "name", ["Stage2", "stage2_streaming.py", "starter/stage2_streaming.py", "STAGE2_str"]
)
def test_a_name_is_understood_as_it_is_typed(name: str, folder: Path) -> None:
    assert arguments.chosen_exercises([name]) == ["stage2_streaming"]


def test_the_folder_of_the_files_is_one_to_work_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert arguments.default_folder() == "."
    assert arguments.chosen_exercises(["./stage2_streaming.py"]) == ["stage2_streaming"]


@pytest.mark.parametrize("command", ["hint", "reset", "compare"])
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["stage9"], "'stage9' is no exercise; did you mean stage1 or stage2 or"),
        (["2"], "'2' is no exercise; did you mean stage2 or exercise2?"),
        ([], "which exercise? Name one: stage1, stage2, stage3, stage4, exercise1, exercise2, "),
        (["exercsie1"], "did you mean exercise1?"),
        (["sse"], "did you mean exercise1?"),
        (["xyz"], "choose from stage1, stage2, stage3"),
        (["mine/stage2_streaming.py"], "is in another folder, which has an option: stage2 --sub"),
        (["stage"], "several exercises"),
        (["stage2", "--submission", "nowhere"], "'nowhere' does not exist"),
    ],
)
def test_wrong_usage_is_one_line(
    command: str,
    arguments: list[str],
    words: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([command, *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{command}: ")
    assert words in err
    assert err.count("\n") == 1
    assert list(folder.iterdir()) == []


def test_a_folder_in_place_of_the_file_is_not_reset(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "stage2_streaming.py").mkdir()
    assert main(["reset", "stage2"]) == 2
    assert "stage2_streaming.py could not be reset: " in capsys.readouterr().err


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_names_every_command(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert f"\n  {name} " in capsys.readouterr().out


# Compare


def test_the_reference_opens_when_the_exercise_is_passed(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source = (SOLUTIONS / "stage1_generator.py").read_text(encoding="utf-8")
    file = write(folder, "stage1_generator.py", stub_of("stage1_generator").decode())
    assert main(["compare", "stage1"]) == 1
    told = capfd.readouterr().out
    assert "Graded just now, stage1 has 0 of 10 points" in told
    assert "stage1_generator.py: its code is still to be written" in told
    file.write_text(source.replace('yield f"{word} "', "yield word"), encoding="utf-8")
    assert main(["compare", "stage1"]) == 1
    told = capfd.readouterr().out
    assert "makes each token one word and one space\n" in told
    assert "sentence" not in told
    file.write_text(source.replace("sentence", "reply"), encoding="utf-8")
    assert main(["compare", "stage1"]) == 0
    told = capfd.readouterr().out
    assert "-    for word in reply.split():\n" in told
    assert "+    for word in sentence.split():\n" in told
    file.write_text(source, encoding="utf-8")
    assert main(["compare", "stage1"]) == 0
    told = capfd.readouterr().out
    assert told == "Your code is that of solutions/stage1_generator.py, line by line.\n"


def test_a_kit_without_the_references_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "SOLUTIONS", folder / "nowhere")
    assert main(["compare", "stage1"]) == 2
    assert "without the reference answers" in capsys.readouterr().err


def test_only_code_is_compared(tmp_path: Path) -> None:
    own = write(tmp_path, "a.py", '"""A contract.\n\nOf some lines.\n"""\n\nimport os\n')
    other = write(tmp_path, "b.py", '"""Another."""\n\nimport sys\n')
    assert code_of(own) == "import os\n"
    rows = list(difference(code_of(own), code_of(other), "a.py", "b.py"))
    assert rows == ["--- a.py", "+++ b.py", "@@", "-import os", "+import sys"]


@pytest.mark.parametrize("source", ["", "# nothing\n", "x = 1\n", "import os\n'no docstring'\n"])
def test_code_without_a_docstring_is_all_code(source: str, tmp_path: Path) -> None:
    assert code_of(write(tmp_path, "a.py", source)) == source
