"""The kit's commands: grade (the default), solutions, tests, newest, lint, bench, pins."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nox

nox.options.sessions = ["grade"]
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"

PINS = Path("requirements")
"""What is installed, as plain lists of name==version; `nox -s pins` writes them anew."""


def install(session: nox.Session, *groups: str) -> None:
    """Install the pinned packages of `groups`, unless this environment has them already."""
    files = [PINS / f"{group}.txt" for group in groups]
    wanted = "".join(file.read_text() for file in files)
    installed = Path(session.virtualenv.location, "installed.txt")
    if installed.exists() and installed.read_text() == wanted:
        return
    session.install(*(option for file in files for option in ("-r", str(file))))
    installed.write_text(wanted)


def run_graders(session: nox.Session, *arguments: str) -> None:
    """Run the grader and pass its exit status on; nox itself would make every failure a 1."""
    python = Path(session.bin, "python")
    env = {**os.environ, "STREAMING_KIT_COMMAND": f"nox -s {session.name}"}
    status = subprocess.call([python, "-m", "graders", *arguments], env=env)
    if status:
        sys.exit(status)


@nox.session
def grade(session: nox.Session) -> None:
    """Grade your files in starter/, or some of them: nox -s grade -- stage2"""
    install(session, "grade")
    run_graders(session, *session.posargs)


@nox.session
def solutions(session: nox.Session) -> None:
    """Grade the reference answers in solutions/: every check must pass."""
    install(session, "grade")
    run_graders(session, "--submission", "solutions", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the kit's own tests, or some of them: nox -s tests -- tests/unit"""
    install(session, "grade", "tests")
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session
def newest(session: nox.Session) -> None:
    """Run the kit's own tests with the newest version of every package, not the pinned one."""
    project = nox.project.load_toml("pyproject.toml")
    wanted = [*project["project"]["dependencies"], *nox.project.dependency_groups(project, "tests")]
    session.install("--upgrade", *wanted)
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting and types."""
    install(session, "grade", "tests", "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure the grader against the floor of importing what it uses."""
    install(session, "grade")
    session.run("python", "-m", "tests.bench", "--nox", sys.executable, *session.posargs)


@nox.session
def pins(session: nox.Session) -> None:
    """Renew the pinned versions in requirements/ to the newest that fit together."""
    session.install("uv")
    compile = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.10"]
    compile += ["--upgrade", "--no-header", "--no-annotate", "pyproject.toml"]
    for group, extra in {
        "grade": [],
        "tests": ["--group", "tests"],
        "lint": ["--group", "lint"],
    }.items():
        session.run(*compile, *extra, "-o", str(PINS / f"{group}.txt"))
