"""What is in each package, as paths and contents; nothing is written here."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graders.errors import UsageError
from graders.exercise import exercise_ids
from graders.handout.trimming import pinned_actions, sessions_for_students

KIT = Path(__file__).resolve().parents[2]
TEXTS = KIT / "handout"
NEVER = {"__pycache__"}
EXECUTABLE = {"setup.sh", "run_autograder", "run.sh", "autograder.py"}
FOR_STUDENTS = ("grade", "watch", "lesson", "hint", "reset", "compare", "lab")
"""The sessions of nox that a student has; `compare` shows answers once they are released."""

Files = dict[str, bytes]


@dataclass(frozen=True)
class Package:
    """Files by their path; `hides_answers` says that none of an answer may be in them."""

    name: str
    files: Files
    hides_answers: bool
    then: str
    """What to do with it, in a line."""


def package(kind: str) -> Package:
    """Return the package of this kind; raise `UsageError` in a kit that cannot make it."""
    if not TEXTS.is_dir() or not (KIT / "solutions").is_dir():
        raise UsageError("this is a kit for students; packages are made from the whole kit")
    return KINDS[kind]()


def _student() -> Package:
    files = {
        **_folder("graders", "graders"),
        **_folder("starter", "starter"),
        **{name: (KIT / name).read_bytes() for name in (".gitattributes", ".gitignore", "LICENSE")},
        "requirements/grade.txt": (KIT / "requirements" / "grade.txt").read_bytes(),
        "pyproject.toml": (KIT / "pyproject.toml").read_bytes(),
        **_folder("docs/exercises", "docs/exercises"),
        "docs/model.md": (KIT / "docs" / "model.md").read_bytes(),
        **_folder(".vscode", ".vscode"),
        "noxfile.py": sessions_for_students((KIT / "noxfile.py").read_text("utf-8"), FOR_STUDENTS),
        ".github/workflows/grade.yml": pinned_actions(_text(".github", "workflows", "grade.yml")),
        ".devcontainer/devcontainer.json": (TEXTS / "student" / "devcontainer.json").read_bytes(),
        **{name: (TEXTS / "student" / name).read_bytes() for name in ("README.md", "LESSON.md")},
    }
    then = "give it to the students, as it is or as a template repository"
    return Package("student", files, True, then)


def _answers() -> Package:
    then = "unpack it in a student's kit: compare then shows the answers of what is passed"
    return Package("answers", _folder("solutions", "solutions"), False, then)


def _gradescope() -> Package:
    own = {
        name: (TEXTS / "gradescope" / name).read_bytes() for name in ("setup.sh", "run_autograder")
    }
    then = "upload the zip as the assignment's autograder; the assignment has 100 points"
    return Package("gradescope", {**own, **_grading("kit")}, True, then)


def _classroom50() -> Package:
    own = (TEXTS / "classroom50" / "autograder.py").read_bytes()
    then = (
        "put the folder's content into CLASSROOM/autograders/ASSIGNMENT/ of the config repository"
    )
    return Package("classroom50", {"autograder.py": own, **_grading("kit")}, True, then)


def _prairielearn() -> Package:
    texts = TEXTS / "prairielearn"
    names = ", ".join(f"{id}.py" for id in exercise_ids())
    question = (texts / "question.html").read_text("utf-8").replace("FILES", names)
    json.loads((texts / "info.json").read_text("utf-8"))
    files = {
        "Dockerfile": (texts / "Dockerfile").read_bytes(),
        "info.json": (texts / "info.json").read_bytes(),
        "question.html": question.encode(),
        "tests/run.sh": (texts / "run.sh").read_bytes(),
        **_grading("tests/kit"),
    }
    then = (
        "build the image from the Dockerfile, fill in info.json, and add the folder as a question"
    )
    return Package("prairielearn", files, True, then)


def _grading(below: str) -> Files:
    """Return what grading needs, and no more."""
    pins = (KIT / "requirements" / "grade.txt").read_bytes()
    return {**_folder("graders", f"{below}/graders"), f"{below}/requirements/grade.txt": pins}


def _folder(name: str, below: str) -> Files:
    """Return the files of one of the kit's folders, under another name."""
    paths = sorted(path for path in (KIT / name).rglob("*") if path.is_file())
    wanted = [path for path in paths if NEVER.isdisjoint(path.parts)]
    return {
        f"{below}/{path.relative_to(KIT / name).as_posix()}": path.read_bytes() for path in wanted
    }


def _text(*parts: str) -> str:
    return KIT.joinpath(*parts).read_text("utf-8")


KINDS: dict[str, Callable[[], Package]] = {
    "student": _student,
    "answers": _answers,
    "gradescope": _gradescope,
    "classroom50": _classroom50,
    "prairielearn": _prairielearn,
}
