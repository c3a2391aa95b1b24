"""Right answers in odd surroundings: graded as anywhere, or told as the kit's own fault.

A surrounding is a line for the shell, in which "$@" is the command that grades. What a system does
not let us make (limits, namespaces, mounts) is skipped with its reason.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.support.command import left_lying, started
from tests.support.paths import REPOSITORY, SOLUTIONS
from tests.support.stuck import STUCK

EXERCISES = ("stage1", "stage2", "stage4")
"""One for each role that a file is run in."""
PYTHON = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONOPTIMIZE", "PYTHONWARNINGS")

if os.name != "posix":
    pytest.skip("a POSIX shell makes these surroundings", allow_module_level=True)


def works(*command: str) -> bool:
    """Whether a command can be run here at all."""
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


NETWORK = ("unshare", "--net")
MOUNTS = ("unshare", "--mount")
can_unshare = os.name == "posix" and works(*NETWORK, "true") and works(*MOUNTS, "true")
isolated = pytest.mark.skipif(not can_unshare, reason="needs Linux, root and unshare (util-linux)")

GRADED = {
    "closed-input": 'exec "$@" <&-',
    "input-is-a-closed-pipe": 'true | "$@"',
    "errors-go-nowhere": 'exec "$@" 2>/dev/full',
    "few-open-files-at-first": 'ulimit -S -n 64; exec "$@"',
    "few-open-files": 'ulimit -n 64; exec "$@"',
    "little-address-space": 'ulimit -v 900000; exec "$@"',
    "small-stack": 'ulimit -s 512; exec "$@"',
    "no-core-files": 'ulimit -c 0; exec "$@"',
    "nice": 'exec nice -n 19 "$@"',
    "files-for-nobody": 'umask 777; exec "$@"',
    "empty-environment": 'exec env -i TMPDIR="$TMPDIR" "$@"',
    "no-home": 'exec env -u HOME -u USER -u LOGNAME "$@"',
    "language-c": 'LANG=C LC_ALL=C exec "$@"',
    "language-not-there": 'LANG=xx_XX.UTF-8 LC_ALL=xx_XX.UTF-8 exec "$@"',
    "time-zone-not-there": 'TZ=Nowhere/Else exec "$@"',
    "proxy": 'http_proxy=http://127.0.0.1:9 all_proxy=socks5://127.0.0.1:9 exec "$@"',
    "narrow": 'COLUMNS=1 LINES=1 exec "$@"',
    "odd-terminal": 'TERM=none FORCE_COLOR=1 exec "$@"',
    "malloc": 'MALLOC_ARENA_MAX=8 MALLOC_PERTURB_=165 exec "$@"',
    "optimized": 'PYTHONOPTIMIZE=2 exec "$@"',
    "warnings-are-errors": 'PYTHONWARNINGS=error exec "$@"',
    "bytes-warnings-are-errors": 'python=$1; shift; exec "$python" -bb "$@"',
    "development-mode": 'PYTHONDEVMODE=1 exec "$@"',
    "debugged-event-loops": 'PYTHONASYNCIODEBUG=1 exec "$@"',
    # As a free-threading build has it by default; Pythons before 3.14 do not know these.
    "contexts-of-threads": (
        'PYTHON_THREAD_INHERIT_CONTEXT=1 PYTHON_CONTEXT_AWARE_WARNINGS=1 exec "$@"'
    ),
    "debugged-memory": 'PYTHONMALLOC=debug exec "$@"',
    "fault-handler": 'PYTHONFAULTHANDLER=1 exec "$@"',
    "no-utf-8": 'PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 LC_ALL=POSIX exec "$@"',
    "output-in-ascii": 'PYTHONIOENCODING=ascii exec "$@"',
    "settings-of-pytest": 'PYTEST_ADDOPTS="-x --co" PYTEST_PLUGINS=nothing exec "$@"',
    "settings-of-uvicorn": 'WEB_CONCURRENCY=4 UVICORN_PORT=1 exec "$@"',
    "certificates-not-there": 'SSL_CERT_FILE=/nowhere SSL_CERT_DIR=/nowhere exec "$@"',
    # As on macOS, where /var is a link to /private/var.
    "temporary-folder-is-a-link": """
        mkdir "$TMPDIR/private"; ln -s private "$TMPDIR/var"; TMPDIR="$TMPDIR/var" "$@"
        status=$?; rm "$TMPDIR/var"; rmdir "$TMPDIR/private"; exit $status
    """,
    "temporary-folder-not-there": 'TMPDIR=/nowhere/at/all exec "$@"',
}

IN_A_NAMESPACE = {
    "small-tcp-buffers": (
        NETWORK,
        'ip link set lo up && sysctl -qw net.ipv4.tcp_rmem="4096 4096 4096" && exec "$@"',
    ),
    "full-temporary-folder": (
        MOUNTS,
        'mount -t tmpfs -o size=4k none "$TMPDIR" && echo x >"$TMPDIR/x"; "$@"',
    ),
    "no-shared-memory": (MOUNTS, 'umount -l /dev/shm 2>/dev/null; exec "$@"'),
    "nothing-may-be-run-from-temporary": (
        MOUNTS,
        'mount -t tmpfs -o noexec,nosuid,nodev none "$TMPDIR" && "$@"',
    ),
    "no-list-of-descriptors": (
        MOUNTS,
        """
        new=$(mktemp -d) && mount -t tmpfs none $new
        for device in null zero random urandom; do
            touch $new/$device && mount --bind /dev/$device $new/$device
        done
        mount --rbind $new /dev && "$@"; status=$?
        umount -lR /dev; umount -lR $new; rmdir $new; exit $status
        """,
    ),
}

TOLD_AS_THE_KITS = {
    "no-loopback": (NETWORK, 'exec "$@"'),
    "few-ports": (
        NETWORK,
        'ip link set lo up && sysctl -qw net.ipv4.ip_local_port_range="40000 40007" && exec "$@"',
    ),
    "few-open-files": ((), 'ulimit -n 18; exec "$@"'),
}


def grading(*arguments: str | Path) -> list[str]:
    """Return the command that grades, without what this test run itself was given."""
    return [sys.executable, "-m", "graders", *map(str, arguments)]


def run(
    shell: str, *arguments: str | Path, within: tuple[str, ...] = (), temporary: Path
) -> subprocess.CompletedProcess[str]:
    """Run a line for the shell, in which "$@" grades the reference answers."""
    kept = {name: value for name, value in os.environ.items() if name not in PYTHON}
    command = [*within, "sh", "-c", shell, "sh", *grading("--submission", SOLUTIONS, *arguments)]
    return subprocess.run(
        command,
        cwd=REPOSITORY,
        env={**kept, "TMPDIR": str(temporary)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="backslashreplace",
        timeout=2 * STUCK,
        check=False,
    )


@pytest.fixture
def temporary(tmp_path: Path) -> Iterator[Path]:
    """A temporary folder, in which nothing is left."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    yield folder
    assert left_lying(folder) == []


def result(file: Path) -> dict[str, Any]:
    """Return the result that was written."""
    read: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return read


def statuses(file: Path) -> set[str]:
    """Return what the exercises ended with."""
    return {exercise["status"] for exercise in result(file)["exercises"]}


@pytest.mark.parametrize("shell", [pytest.param(line, id=name) for name, line in GRADED.items()])
def test_right_answers_pass(shell: str, tmp_path: Path, temporary: Path) -> None:
    file = tmp_path / "result.json"
    ended = run(shell, *EXERCISES, "--json", file, temporary=temporary)
    assert (ended.returncode, statuses(file)) == (0, {"passed"}), ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


@isolated
@pytest.mark.parametrize(
    ("within", "shell"), [pytest.param(*case, id=name) for name, case in IN_A_NAMESPACE.items()]
)
def test_right_answers_pass_in_a_namespace_of_their_own(
    within: tuple[str, ...], shell: str, tmp_path: Path, temporary: Path
) -> None:
    file = tmp_path / "result.json"
    ended = run(shell, "--json", file, within=within, temporary=temporary)
    assert (ended.returncode, statuses(file)) == (0, {"passed"}), ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("within", "shell"),
    [
        pytest.param(*case, id=name, marks=isolated if case[0] else ())
        for name, case in TOLD_AS_THE_KITS.items()
    ],
)
def test_what_the_system_does_not_give_is_no_verdict(
    within: tuple[str, ...], shell: str, tmp_path: Path, temporary: Path
) -> None:
    file = tmp_path / "result.json"
    ended = run(shell, *EXERCISES, "--json", file, within=within, temporary=temporary)
    assert ended.returncode == 3, ended.stdout + ended.stderr
    assert {"error"} <= statuses(file) <= {"error", "passed"}


def test_a_long_temporary_folder(tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 100)
    folder.mkdir()
    assert run('exec "$@"', *EXERCISES, temporary=folder).returncode == 0
    assert left_lying(folder) == []


def test_a_temporary_folder_that_is_the_working_directory(tmp_path: Path) -> None:
    kit = copied_kit(tmp_path)
    assert run(f'cd "{kit}" && TMPDIR=. exec "$@"', *EXERCISES, temporary=kit).returncode == 0


@pytest.mark.parametrize("name", ["[x] kit", "a::b", "$HOME", "50 % ünï", "two\nlines"])
def test_a_kit_in_an_odd_place(name: str, tmp_path: Path, temporary: Path) -> None:
    (tmp_path / name).mkdir()
    kit = copied_kit(tmp_path / name)
    ended = run(f"cd '{kit}' && exec \"$@\"", *EXERCISES, temporary=temporary)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def copied_kit(folder: Path) -> Path:
    """Return a copy of what grading needs."""
    for name in ("graders", "solutions", "starter"):
        shutil.copytree(
            REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    return folder


@pytest.mark.parametrize("number", [signal.SIGCHLD, signal.SIGUSR1, signal.SIGTERM])
@pytest.mark.parametrize("how", ["blocked", "ignored"])
def test_signals_that_whoever_started_the_kit_does_not_hear(
    how: str, number: signal.Signals, temporary: Path
) -> None:
    call = {
        "blocked": f"signal.pthread_sigmask(signal.SIG_BLOCK, [{number:d}])",
        "ignored": f"signal.signal({number:d}, signal.SIG_IGN)",
    }[how]
    code = f"import os, signal, sys; {call}; os.execv(sys.argv[1], sys.argv[1:])"
    shell = f"exec '{sys.executable}' -c '{code}' \"$@\""
    assert run(shell, *EXERCISES, temporary=temporary).returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("sign_of_life", ["a process", "a folder"])
def test_nothing_is_left_after_a_signal(sign_of_life: str, number: signal.Signals) -> None:
    with started("--submission", SOLUTIONS) as (command, folder):
        signs = {
            "a process": psutil.Process(command.pid).children,
            "a folder": partial(left_lying, folder),
        }
        while not (seen := signs[sign_of_life]()):
            assert command.poll() is None
        command.send_signal(number)
        command.communicate(timeout=STUCK)
        assert left_lying(folder) == []
        if sign_of_life == "a process":
            assert psutil.wait_procs(seen, STUCK)[1] == []
        # So early that the signal itself ends it, in between, or when it was over.
        assert command.returncode in (-number, 128 + number, 0)


@pytest.mark.parametrize("output", ["/dev/full", "&-"])
def test_a_report_that_cannot_be_printed_leaves_the_files_as_they_are(
    output: str, tmp_path: Path, temporary: Path
) -> None:
    file = tmp_path / "result.json"
    run(f'exec "$@" >{output}', *EXERCISES, "--json", file, temporary=temporary)
    assert statuses(file) == {"passed"}


def test_a_reader_who_has_seen_enough_changes_no_status(temporary: Path) -> None:
    shell = '{ "$@"; echo $? >&2; } | true'
    ended = run(shell, *EXERCISES, temporary=temporary)
    assert ended.stderr == "0\n"


def test_standard_output_under_another_name_has_the_result_alone(temporary: Path) -> None:
    ended = run('exec "$@"', *EXERCISES, "--json", "/dev/stdout", temporary=temporary)
    assert json.loads(ended.stdout)["score"] == 40
    assert "points" in ended.stderr


def test_relative_names_are_taken_where_the_command_was_typed(
    tmp_path: Path, temporary: Path
) -> None:
    shell = f'cd "{tmp_path}" && PYTHONPATH="{REPOSITORY}" exec "$@"'
    run(shell, *EXERCISES, "--json", "result.json", temporary=temporary)
    assert statuses(tmp_path / "result.json") == {"passed"}
