"""Who handed in what, in what platforms really let one download."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from graders.classroom import listing
from graders.classroom.hand_in import HandIn
from graders.classroom.roster import read_roster
from graders.classroom.sources import read_source
from graders.errors import UsageError
from tests.support.classroom import (
    ANSWERS,
    NAMES,
    add_link,
    canvas_files,
    gradescope_files,
    make_zip,
    moodle_files,
    write_files,
    zipped,
)

FIRST = NAMES[-2]
SOME = {name: ANSWERS[name] for name in NAMES[:3]}


def roster(*sources: Path) -> dict[str, HandIn]:
    return {
        one.id: one for one in read_roster(map(str, sources), sources[0].parent / "out").hand_ins
    }


def files_of(hand_in: HandIn) -> dict[str, bytes]:
    return hand_in.read().files


def test_a_folder_for_each_student(tmp_path: Path) -> None:
    write_files(tmp_path / "class" / "alice")
    write_files(tmp_path / "class" / "bob", SOME)
    (tmp_path / "class" / "carol").mkdir()
    found = roster(tmp_path / "class")
    assert [*found] == ["alice", "bob", "carol"]
    assert files_of(found["alice"]) == ANSWERS
    assert found["bob"].read().missing == NAMES[3:]
    assert found["carol"].read().is_missing
    assert found["carol"].read().problem is None


def test_one_who_hands_in_too_many_files_costs_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST_ENTRIES", len(ANSWERS))
    source = tmp_path / "class"
    write_files(source / "ann" / "a" / "b", {f"{n}.txt": b"" for n in range(20)})
    write_files(source / "bob")
    write_files(source / "zoe" / "deep" / "er")
    found = roster(source)
    assert found["ann"].read().is_missing
    assert any(": more than 7 files" in note for note in found["ann"].read().notes)
    assert files_of(found["bob"]) == files_of(found["zoe"]) == ANSWERS


def test_a_zip_whose_paths_begin_at_a_dot(tmp_path: Path) -> None:
    files = {f"./ann//{name}": content for name, content in ANSWERS.items()}
    more = {"./bob/stage1_generator.py": b"x", "./.git/": b"", "./.git/config": b"x"}
    found = roster(make_zip(tmp_path / "class.zip", {**files, **more}))
    assert set(found) == {"ann", "bob"}
    assert files_of(found["ann"]) == ANSWERS


def test_a_clone_has_its_answers_in_starter(tmp_path: Path) -> None:
    clone = write_files(tmp_path / "ada" / "starter", SOME).parent
    write_files(clone / "solutions")
    (clone / ".git").mkdir()
    assert files_of(roster(clone)["ada"]) == SOME
    assert files_of(roster(tmp_path)["ada"]) == SOME


def test_a_fresh_clone_is_nobodys_reference(tmp_path: Path) -> None:
    clone = write_files(tmp_path / "ada" / "solutions").parent
    write_files(clone / "starter", {NAMES[0]: b"a stub\n"})
    assert files_of(roster(clone)["ada"]) == {NAMES[0]: b"a stub\n"}


def test_the_folder_for_the_marks_is_no_student(tmp_path: Path) -> None:
    write_files(tmp_path / "alice")
    (tmp_path / "out" / "records").mkdir(parents=True)
    assert [one.id for one in read_source(str(tmp_path), tmp_path / "out").hand_ins] == ["alice"]


@pytest.mark.parametrize("place", ["work", "a/b/c", "alice/alice"])
def test_a_wrong_level_is_found(tmp_path: Path, place: str) -> None:
    write_files(tmp_path / "class" / "alice" / place)
    write_files(tmp_path / "class" / "bob")
    assert files_of(roster(tmp_path / "class")["alice"]) == ANSWERS


def test_files_in_folders_of_their_own_are_put_together(tmp_path: Path) -> None:
    for name, content in ANSWERS.items():
        write_files(tmp_path / "class" / "alice" / name[:6], {name: content})
    write_files(tmp_path / "class" / "bob")
    assert files_of(roster(tmp_path / "class")["alice"]) == ANSWERS


def test_a_module_beside_the_exercises_is_taken_along(tmp_path: Path) -> None:
    write_files(tmp_path / "class" / "alice", {**SOME, "words.py": b"WORDS = []\n", "a.txt": b"hi"})
    found = files_of(roster(tmp_path / "class")["alice"])
    assert found["words.py"] == b"WORDS = []\n"


def test_what_git_and_python_keep_is_not_looked_into(tmp_path: Path) -> None:
    student = write_files(tmp_path / "class" / "alice", SOME)
    write_files(student / ".venv" / "x")
    write_files(student / "__pycache__")
    assert files_of(roster(tmp_path / "class")["alice"]) == SOME


def test_canvas(tmp_path: Path) -> None:
    members = {
        **canvas_files("doejane", 4056, ANSWERS, late=True),
        **canvas_files("garcíamárquezjosé", 11, {"stage1_generator-1.py": b"again\n"}),
        **canvas_files("roejo", 12, {FIRST: b"old\n", FIRST.replace(".py", "-1.py"): b"new\n"}),
        **canvas_files("zipper", 13, {"my work.zip": zipped(ANSWERS, tmp_path)}),
        "quietquinn_14_text.html": b"<p>see above</p>",
    }
    found = roster(make_zip(tmp_path / "course-lab submissions.zip", members))
    assert sorted(found) == ["11", "12", "13", "14", "4056"]
    assert found["4056"].late
    assert not found["11"].late
    assert found["11"].student == "garcíamárquezjosé"
    assert files_of(found["11"]) == {"stage1_generator.py": b"again\n"}
    assert files_of(found["12"]) == {FIRST: b"new\n"}
    assert "uploaded more than once" in found["12"].read().notes[0]
    assert files_of(found["13"]) == ANSWERS
    assert found["14"].read().is_missing


def test_canvas_anonymous(tmp_path: Path) -> None:
    members = {
        f"anon_Ab3xZ_LATE_700{n}_{name}": content for n, (name, content) in enumerate(SOME.items())
    }
    found = roster(make_zip(tmp_path / "submissions.zip", members))
    assert [*found] == ["anon_Ab3xZ"]
    assert found["anon_Ab3xZ"].late
    assert files_of(found["anon_Ab3xZ"]) == SOME


def test_canvas_unpacked_with_the_sheet_beside(tmp_path: Path) -> None:
    write_files(tmp_path / "down", {**canvas_files("doejane", 4056, SOME), "grades.csv": b"a,b\n"})
    assert [*roster(tmp_path / "down")] == ["4056"]


@pytest.mark.parametrize("end", ["", "_"])
def test_moodle(tmp_path: Path, end: str) -> None:
    members = {
        **moodle_files("Ada Lovelace", 901, {f"lab/{n}": c for n, c in ANSWERS.items()}, end),
        **moodle_files("Group A_7_Bob Ray", 902, SOME, end),
        **moodle_files("Participant", 903, SOME, end),
        "Cy Young_904_assignsubmission_onlinetext_/onlinetext.html": b"<p>hm</p>",
    }
    found = roster(make_zip(tmp_path / "course-lab-77.zip", members))
    assert {id: one.student for id, one in found.items()} == {
        "901": "Ada Lovelace",
        "902": "Bob Ray",
        "903": "Participant 903",
        "904": "Cy Young",
    }
    assert files_of(found["901"]) == ANSWERS
    assert files_of(found["903"]) == SOME
    assert found["904"].read().is_missing


def test_moodle_without_folders(tmp_path: Path) -> None:
    members = {f"Ada Lovelace_901_assignsubmission_file_{n}": c for n, c in SOME.items()}
    assert files_of(roster(make_zip(tmp_path / "m.zip", members))["901"]) == SOME


def test_gradescope(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    people = {
        1: ([("Ada Lovelace", "a1")], ANSWERS),
        2: ([("Bob Ray", "b2"), ("Cy Young", "c3")], SOME),
    }
    found = roster(make_zip(tmp_path / "export.zip", gradescope_files(people)))
    assert {id: one.student for id, one in found.items()} == {
        "a1": "Ada Lovelace",
        "b2": "Bob Ray",
        "c3": "Cy Young",
    }
    assert files_of(found["a1"]) == ANSWERS
    assert files_of(found["b2"]) == files_of(found["c3"]) == SOME
    assert found["b2"].notes == ["submitted by a group of 2"]


def test_a_student_in_two_submissions_of_gradescope(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    people = {1: ([("Ada", "a1")], SOME), 2: ([("Ada", "a1")], SOME)}
    with pytest.raises(UsageError, match="two submissions of the export"):
        roster(make_zip(tmp_path / "export.zip", gradescope_files(people)))


def test_a_zip_in_a_zip_in_a_zip(tmp_path: Path) -> None:
    inner = zipped({"b.zip": zipped(SOME, tmp_path)}, tmp_path)
    members = {"class/alice/a.zip": inner, "class/bob/x.py": b""}
    assert files_of(roster(make_zip(tmp_path / "class.zip", members))["alice"]) == SOME


def test_a_zip_for_each_student(tmp_path: Path) -> None:
    members = {"alice.zip": zipped(SOME, tmp_path), "bob.zip": b"PK no zip"}
    found = roster(make_zip(tmp_path / "class.zip", members))
    assert files_of(found["alice"]) == SOME
    assert "bob.zip is no zip that can be read" in str(found["bob"].read().problem)


@pytest.mark.parametrize(
    "name",
    [
        "../stage1_generator.py",
        "/etc/stage1_generator.py",
        "C:/stage1_generator.py",
        "a/..\\..\\stage1_generator.py",
    ],
)
def test_what_leads_out_of_an_archive_is_refused_by_name(tmp_path: Path, name: str) -> None:
    content = zipped({name: b"evil\n"}, tmp_path)
    hand_in = roster(make_zip(tmp_path / "class.zip", {"alice.zip": content, "bob/x.py": b""}))[
        "alice"
    ]
    read = hand_in.read()
    assert read.is_missing
    assert "stage1_generator.py leads out of the archive" in str(read.problem)


def test_a_link_in_an_archive_is_refused_by_name(tmp_path: Path) -> None:
    content = tmp_path / "inner.zip"
    make_zip(content, {NAMES[1]: b"x\n"})
    add_link(content, NAMES[0], "/etc/passwd")
    members = {"alice.zip": content.read_bytes(), "bob/x.py": b""}
    read = roster(make_zip(tmp_path / "class.zip", members))["alice"].read()
    assert read.files == {NAMES[1]: b"x\n"}
    assert f"{NAMES[0]} is a link" in read.notes[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_links_and_pipes_in_a_folder_are_refused_by_name(tmp_path: Path) -> None:
    student = write_files(tmp_path / "class" / "alice", {})
    (student / NAMES[0]).symlink_to("/etc/passwd")
    os.mkfifo(student / NAMES[1])
    read = roster(tmp_path / "class")["alice"].read()
    assert "is a link" in str(read.problem)
    assert "is no regular file" in read.notes[1]


def test_a_bomb_is_unpacked_no_further_than_a_file_may_be_long(tmp_path: Path) -> None:
    bomb = {NAMES[0]: b"\0" * (32 << 20), "beside.txt": b"\0" * (64 << 20)}
    members = {"alice.zip": zipped(bomb, tmp_path), "bob/x.py": b""}
    read = roster(make_zip(tmp_path / "class.zip", members))["alice"].read()
    assert len(read.files[NAMES[0]]) == (8 << 20) + 1  # which the grader calls too large
    assert "beside.txt" not in read.files


def test_a_table_of_contents_that_never_ends_is_refused(tmp_path: Path) -> None:
    inner = tmp_path / "many.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        for number in range(40_000):
            archive.writestr(f"{number}.py", b"")
    members = {"alice.zip": inner.read_bytes(), "bob/x.py": b""}
    read = roster(make_zip(tmp_path / "class.zip", members))["alice"].read()
    assert "more files than anybody would hand in" in str(read.problem)


def test_a_broken_member_costs_itself_alone(tmp_path: Path) -> None:
    path = make_zip(
        tmp_path / "class.zip", {f"alice/{n}": c for n, c in SOME.items()} | {"bob/x.py": b""}
    )
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        at = archive.infolist()[0].header_offset + 30 + len(f"alice/{NAMES[0]}")
    content[at : at + 20] = b"\xff" * 20
    path.write_bytes(content)
    read = roster(path)["alice"].read()
    assert [*read.files] == NAMES[1:3]
    assert "cannot be unpacked" in read.notes[0]


def test_misnamed_files_are_not_missing(tmp_path: Path) -> None:
    write_files(tmp_path / "class" / "alice", {"stage1.py": b"x\n"})
    write_files(tmp_path / "class" / "bob")
    assert "none of 1 file has a name of the exercises: stage1.py" in str(
        roster(tmp_path / "class")["alice"].read().problem
    )


@pytest.mark.parametrize(
    ("made", "words"),
    [
        pytest.param({}, "nothing in", id="empty"),
        pytest.param({"readme.txt": b"hi"}, "nothing in", id="nobody"),
    ],
)
def test_a_zip_with_nobody_in_it(tmp_path: Path, made: dict[str, bytes], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_source(str(make_zip(tmp_path / "class.zip", made)), tmp_path / "out")


def test_what_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "essay.pdf").write_bytes(b"%PDF")
    for name, words in (("nowhere", "does not exist"), ("essay.pdf", "neither a folder nor a zip")):
        with pytest.raises(UsageError, match=words):
            read_source(str(tmp_path / name), tmp_path / "out")


def test_a_student_twice(tmp_path: Path) -> None:
    for name in ("monday", "tuesday"):
        write_files(tmp_path / name / "alice", SOME)
        write_files(tmp_path / name / name, SOME)
    with pytest.raises(UsageError, match=r"alice .* is there twice, in .*monday and in .*tuesday"):
        roster(tmp_path / "monday", tmp_path / "tuesday")


def test_two_with_one_name_have_files_of_their_own(tmp_path: Path) -> None:
    members = {**canvas_files("doejane", 1, SOME), **canvas_files("doejane", 2, SOME)}
    found = roster(make_zip(tmp_path / "c.zip", members))
    assert len({one.file_name for one in found.values()}) == 2


@pytest.mark.parametrize("id", ["../up", "a/b", "con", "Ab", "AB", "x" * 300, "=cmd", "Ä ö", "."])
def test_the_name_of_a_file_is_one_on_every_system(id: str) -> None:
    name = HandIn("somebody", id).file_name
    assert len(name) < 100
    assert "/" not in name
    assert not name.startswith(".")
    assert name.lower() != "con"


def test_ids_that_differ_in_capitals_have_files_of_their_own() -> None:
    assert len({HandIn("x", id).file_name.lower() for id in ("ab", "Ab", "AB")}) == 3
