"""The kit's commands: grade (the default) and solutions; the others are for its contributors."""

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


def run_tests(session: nox.Session, module: str) -> None:
    """Run a module that tests the kit, with the session's arguments and the pinned packages."""
    install(session, "grade", "tests")
    session.run("python", "-m", module, *session.posargs)


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
    run_tests(session, "pytest")


@nox.session
def matrix(session: nox.Session) -> None:
    """Show which check tells which mistake: nox -s matrix -- stage2"""
    run_tests(session, "tests.matrix")


@nox.session
def mutants(session: nox.Session) -> None:
    """Change the solutions in small ways and grade each: nox -s mutants -- stage2"""
    run_tests(session, "tests.mutants")


@nox.session
def stress(session: nox.Session) -> None:
    """Grade the same files over and over on a busy machine: nox -s stress -- --repeats 10"""
    run_tests(session, "tests.stress")


@nox.session
def oldest(session: nox.Session) -> None:
    """Run the kit's own tests with the oldest version of every package that it allows."""
    install(session, "oldest")
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
    """Renew the versions in requirements/: the newest that fit together, and the oldest allowed."""
    session.install("uv")
    compile = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.10"]
    compile += ["--upgrade", "--no-header", "--no-annotate", "pyproject.toml"]
    for name, extra in {
        "grade": [],
        "tests": ["--group", "tests"],
        "lint": ["--group", "lint"],
        "oldest": ["--group", "tests", "--resolution", "lowest-direct"],
    }.items():
        session.run(*compile, *extra, "-o", str(PINS / f"{name}.txt"))
