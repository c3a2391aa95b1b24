"""The kit's commands: grade (the default) and others for students; tests and more for the kit."""

from __future__ import annotations

import os
import signal
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


def run_kit(session: nox.Session, command: str, *arguments: str) -> None:
    """Run one of the kit's commands and pass its exit status on; nox would make a failure a 1."""
    install(session, "grade")
    python = Path(session.bin, "python")
    env = {**os.environ, "STREAMING_KIT_COMMAND": f"nox -s {session.name}"}
    status = subprocess.call([python, "-m", "graders", command, *arguments], env=env)
    if status:
        sys.exit(status)


def run_until_stopped(session: nox.Session, command: str) -> None:
    """Run a command that goes on until it is stopped; a Ctrl-C is for that command alone."""
    # Else it would be killed a quarter of a second later, with all it has to put back.
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        run_kit(session, command, *session.posargs)
    finally:
        signal.signal(signal.SIGINT, before)


def run_proof(session: nox.Session, module: str) -> None:
    """Run a module that proves the graders, with the pinned packages."""
    install(session, "grade", "tests")
    session.run("python", "-m", module, *session.posargs)


@nox.session
def grade(session: nox.Session) -> None:
    """Grade your files in starter/, or some of them: nox -s grade -- stage2"""
    run_kit(session, "grade", *session.posargs)


@nox.session
def solutions(session: nox.Session) -> None:
    """Grade the reference answers in solutions/: every check must pass."""
    run_kit(session, "grade", "--submission", "solutions", *session.posargs)


@nox.session
def watch(session: nox.Session) -> None:
    """Grade your files whenever you save one, or some of them: nox -s watch -- stage2"""
    run_until_stopped(session, "watch")


@nox.session
def hint(session: nox.Session) -> None:
    """Open the next of the three hints for an exercise: nox -s hint -- stage2"""
    run_kit(session, "hint", *session.posargs)


@nox.session
def reset(session: nox.Session) -> None:
    """Put an exercise's stub back, and keep your file beside it: nox -s reset -- stage2"""
    run_kit(session, "reset", *session.posargs)


@nox.session
def compare(session: nox.Session) -> None:
    """Compare an exercise that you have passed with the reference: nox -s compare -- stage2"""
    run_kit(session, "compare", *session.posargs)


@nox.session
def lab(session: nox.Session) -> None:
    """Watch your own streams in a browser."""
    run_until_stopped(session, "lab")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the kit's own tests, or some of them: nox -s tests -- tests/judge"""
    install(session, "grade", "tests")
    session.run("python", "-m", "pytest", *(session.posargs or ["tests"]))


@nox.session
def matrix(session: nox.Session) -> None:
    """Show which check tells which mistake: nox -s matrix -- stage2"""
    run_proof(session, "proofs.matrix")


@nox.session
def mutants(session: nox.Session) -> None:
    """Change the solutions in small ways and grade each: nox -s mutants -- stage2"""
    run_proof(session, "proofs.mutants")


@nox.session
def stress(session: nox.Session) -> None:
    """Grade the same files over and over on a busy machine: nox -s stress -- --repeats 10"""
    run_proof(session, "proofs.stress")


@nox.session
def oldest(session: nox.Session) -> None:
    """Run the kit's own tests with the oldest version of every package that it allows."""
    install(session, "oldest")
    session.run("python", "-m", "pytest", *(session.posargs or ["tests"]))


@nox.session
def newest(session: nox.Session) -> None:
    """Run the kit's own tests with the newest version of every package, not the pinned one."""
    project = nox.project.load_toml("pyproject.toml")
    wanted = [*project["project"]["dependencies"], *nox.project.dependency_groups(project, "tests")]
    session.install("--upgrade", *wanted)
    session.run("python", "-m", "pytest", *(session.posargs or ["tests"]))


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
    session.run("python", "-m", "proofs.bench", "--nox", sys.executable, *session.posargs)


@nox.session
def pictures(session: nox.Session) -> None:
    """Take the pictures of the README anew, from the real thing; needs a Chromium."""
    install(session, "grade", "tests")
    session.run("python", "-m", "proofs.pictures", *session.posargs)


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
