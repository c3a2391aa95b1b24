"""The kit's commands: grade (the default) and others for students; tests and more for the kit."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import nox
from nox.command import CommandFailed

nox.options.sessions = ["grade"]
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"
nox.options.error_on_missing_interpreters = True

ROOT = Path(__file__).resolve().parent
WRONG_USAGE = 2
KIT_FAILED = 3
"""The exit status where nothing could be graded, whatever is in the files."""
OF_THE_CONSOLE = ("SIGINT", "SIGBREAK")
"""What reaches all programs of a console: a Ctrl-C and, on Windows, the end of its window."""
ENDING = {
    getattr(signal, name): name
    for name in ("SIGTERM", "SIGHUP", *OF_THE_CONSOLE)
    if hasattr(signal, name)
}

PINS = Path("requirements")
"""What is installed, as plain lists of name==version; `nox -s pins` writes them anew."""
INSTALLED = "installed.txt"
"""What an environment has of it, in a file of its own."""


def want_two_dashes(words: Sequence[str]) -> None:
    """Say what to type where the name of an exercise is given to nox, and not to the kit."""
    if "-s" not in words:
        return
    before = words.index("-s") + 1
    sessions = itertools.takewhile(lambda word: not word.startswith("-"), words[before:])
    session, *others = [*sessions, ""]
    names = [Path(word).stem.lower() for word in others if word]
    files = [path.stem for path in Path(ROOT, "starter").glob("*.py")]
    if any(file.startswith(name) for file in files for name in names):
        line = " ".join(["nox", *words[:before], session, "--", *names])
        print(f"Two dashes come before an exercise: {line}")
        sys.exit(WRONG_USAGE)


def want_a_place(words: Sequence[str]) -> None:
    """Say in one line that no environment can be made here, where that is so."""
    environments = ROOT / ".nox"
    place = environments if environments.exists() else ROOT
    other = any(word.startswith(("--envdir", "--no-venv", "-l", "--list")) for word in words)
    if other or "NOX_ENVDIR" in os.environ or Path(environments, "grade").exists():
        return
    if not os.access(place, os.W_OK):
        print(f"Nothing was run: {place} is read-only; nox --envdir DIR has its packages elsewhere")
        sys.exit(KIT_FAILED)


def install(session: nox.Session, *groups: str) -> None:
    """Install the pinned packages of `groups`, unless this environment has them already."""
    if not session.bin_paths:  # nox --no-venv: then the Python that runs nox has to have them
        return
    environment = Path(session.virtualenv.location)
    if has_packages(environment, groups):
        return
    files = [PINS / f"{group}.txt" for group in groups]
    try:
        session.install(*(option for file in files for option in ("-r", str(file))))
    except CommandFailed:
        print("The packages could not be installed; nothing was run.", file=sys.stderr)
        sys.exit(KIT_FAILED)
    Path(environment, INSTALLED).write_text(wanted(groups))


def has_packages(environment: Path, groups: Sequence[str]) -> bool:
    """Whether the pinned packages of `groups`, and no others, were installed there."""
    installed = environment / INSTALLED
    return installed.exists() and installed.read_text() == wanted(groups)


def wanted(groups: Sequence[str]) -> str:
    """Return what is to be installed."""
    return "".join(Path(PINS, f"{group}.txt").read_text() for group in groups)


def python_with(session: nox.Session, groups: Sequence[str]) -> str:
    """Return a Python with the packages of `groups`: that of `grade` if it has them, else its own.

    So only the first command has to fetch them, which takes minutes where there is no uv.
    """
    if not session.bin_paths:
        return sys.executable
    own = Path(session.bin)
    shared = own.parents[1] / "grade" / own.name
    python = shutil.which("python", path=str(shared))
    if python and own.parent.name == session.name and has_packages(shared.parent, groups):
        return python
    install(session, *groups)
    return str(own / "python")


def run_kit(
    session: nox.Session, command: str, *arguments: str, groups: Sequence[str] = ("grade",)
) -> None:
    """Run one of the kit's commands where it was typed; pass its exit status on."""
    python = python_with(session, groups)
    elsewhere = Path(session.invoked_from) != ROOT
    file = f" -f {path_from(Path(session.invoked_from))}" if elsewhere else ""
    env = {**os.environ, "STREAMING_KIT_COMMAND": f"nox{file} -s {session.name}"}
    if elsewhere or env.get("PYTHONSAFEPATH"):
        env["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [env.get("PYTHONPATH")])])
    typed = [python, "-m", "graders", command, *arguments]
    with (
        subprocess.Popen(typed, env=env, cwd=session.invoked_from) as program,
        signals_passed_on(program),
    ):
        status = program.wait()
    if status:
        sys.exit(status if status > 0 else 128 - status)


def path_from(folder: Path) -> str:
    """Return this file as it can be typed in `folder`."""
    path = os.path.relpath(__file__, folder) if ROOT in folder.parents else __file__
    return f'"{path}"' if " " in path else path


@contextlib.contextmanager
def signals_passed_on(program: subprocess.Popen[bytes]) -> Iterator[None]:
    """Have what would end nox end the program, which cleans up and then is no more."""

    def pass_on(number: int, frame: object) -> None:
        if ENDING[number] not in OF_THE_CONSOLE:  # else it has reached the program already
            program.send_signal(number)

    before = {n: signal.getsignal(n) for n in ENDING if signal.getsignal(n) is not signal.SIG_IGN}
    for number in before:
        signal.signal(number, pass_on)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


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
    folder = "solutions" if Path(session.invoked_from) == ROOT else str(ROOT / "solutions")
    run_kit(session, "grade", "--submission", folder, *session.posargs)


@nox.session
def watch(session: nox.Session) -> None:
    """Grade your files whenever you save one, or some of them: nox -s watch -- stage2"""
    run_kit(session, "watch", *session.posargs)


@nox.session
def lesson(session: nox.Session) -> None:
    """Tell what an exercise is about, with a picture of the wire: nox -s lesson -- stage2"""
    run_kit(session, "lesson", *session.posargs)


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
    run_kit(session, "lab", *session.posargs)


@nox.session(name="class")
def class_(session: nox.Session) -> None:
    """For instructors, grade a class: nox -s class -- submissions.zip --out marks"""
    groups = ["grade", "dask" if "dask" in session.posargs else "class"]
    run_kit(session, "class", *session.posargs, groups=groups)


@nox.session
def package(session: nox.Session) -> None:
    """For instructors, make what is handed out: nox -s package -- student"""
    run_kit(session, "package", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the kit's own tests, or some of them: nox -s tests -- tests/judge"""
    install(session, "grade", "tests")
    session.run("python", "-m", "pytest", *(session.posargs or ["tests"]))


@nox.session
def faults(session: nox.Session) -> None:
    """Grade right answers in odd surroundings: the kit's own faults must be told as the kit's."""
    install(session, "grade", "tests")
    session.run("python", "-m", "pytest", "tests/end_to_end/test_surroundings.py", *session.posargs)


@nox.session
def matrix(session: nox.Session) -> None:
    """Show which check tells which mistake: nox -s matrix -- stage2"""
    run_proof(session, "proofs.matrix")


@nox.session
def mutants(session: nox.Session) -> None:
    """Change the solutions in small ways and grade each: nox -s mutants -- stage2"""
    run_proof(session, "proofs.mutants")


@nox.session
def audit(session: nox.Session) -> None:
    """Try every cheat on every exercise, and look at what is left: nox -s audit -- stage2"""
    run_proof(session, "proofs.audit")


@nox.session
def stress(session: nox.Session) -> None:
    """Grade the same files over and over on a busy machine: nox -s stress -- --repeats 10"""
    run_proof(session, "proofs.stress")


@nox.session
def windows(session: nox.Session) -> None:
    """Run the kit by Windows' own Python, under Wine elsewhere: nox -s windows -- --part"""
    # What grades as a student does, and what fetches Windows' Pythons.
    session.install("nox", "pip", "setuptools", "uv", "wheel")
    run_proof(session, "proofs.windows")


@nox.session
def explain(session: nox.Session) -> None:
    """Look for the mistake in every wrong file: nox -s explain -- attempts stage2"""
    run_proof(session, "proofs.explain")


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
        "class": ["--group", "class"],
        "dask": ["--group", "dask"],
        "tests": ["--group", "tests"],
        "lint": ["--group", "lint"],
        "oldest": ["--group", "tests", "--resolution", "lowest-direct"],
    }.items():
        session.run(*compile, *extra, "-o", str(PINS / f"{name}.txt"))


want_two_dashes(sys.argv[1:])
want_a_place(sys.argv[1:])
