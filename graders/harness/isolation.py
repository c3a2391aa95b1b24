"""How well submissions are kept to themselves: what was asked for, and what is in force.

A level has what the ones before it have:

none      a process of its own for each file, under limits, and nothing that keeps it to itself
process   the same, and as another user where the superuser runs the kit and asks for this
confined  it writes to its own folder only, reads what it needs only, and the system calls that
          reach beyond it are refused: Landlock and seccomp, of Linux
sandbox   all of it in a world of its own, with its own processes and network: bubblewrap

Without a word it is what the system has, but for the sandbox. The process that children are forked
from starts with this, so next to nothing is imported.
"""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from pathlib import Path

from graders.errors import NoIsolation

LEVELS = ("none", "process", "confined", "sandbox")
USER = 65_521
"""A number that is nobody's: systems give theirs to others, and containers have it too."""
POWERS = (0, 5, 6, 7)
"""Those of the superuser that it takes: to give files away, to kill, to become another user."""
MOUNT = 21


class _Asked:
    level: str | None = None
    folder: str | None = None


def choose(level: str | None, folder: str | None = None) -> None:
    """Run submissions at `level` from now on; `folder` has what a sandbox has to show of them."""
    _Asked.level, _Asked.folder = level, folder


def is_sandbox() -> bool:
    """Whether children are to be in a sandbox."""
    return _Asked.level == "sandbox"


def shown() -> str | None:
    """Return the submission's folder, if the sandbox has to show one."""
    return _Asked.folder


def room() -> str | None:
    """Return the folder that has all that children write to, unless it is the temporary one."""
    if not is_sandbox():
        return None
    from graders.harness import bubblewrap

    return os.path.realpath(bubblewrap.room().name)


def confines() -> bool:
    """Whether children are to be confined, as far as the system can."""
    return _Asked.level not in ("none", "process")


def user() -> int | None:
    """Return whom children are to run as, where they should not run as the kit: the superuser."""
    if _Asked.level == "none" or level() == "process" != _Asked.level:
        return None
    return USER if _can_become_others(is_sandbox()) else None


def give(folder: str | Path) -> None:
    """Let children work in a folder."""
    if (owner := user()) is not None:
        os.chown(folder, owner, owner)


@functools.cache
def _can_become_others(mounting: bool) -> bool:
    """Whether this is the superuser, with the powers that takes, in a container too."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    status = Path("/proc/self/status").read_text()
    powers = int(status.partition("CapEff:")[2].split()[0], 16)
    wanted = (*POWERS, *[MOUNT] * mounting)
    if not all(powers >> power & 1 for power in wanted):
        return False
    return _is_known("uid") and _is_known("gid") and _can_give_away()


def _can_give_away() -> bool:
    """Whether the disk of temporary files takes it that one belongs to another user."""
    import tempfile  # put off, like all that only some need

    with tempfile.NamedTemporaryFile() as file, contextlib.suppress(OSError):
        os.chown(file.fileno(), USER, USER)
        return True
    return False


def _is_known(kind: str) -> bool:
    """Whether the other user's number is one that this container has."""
    lines = Path(f"/proc/self/{kind}_map").read_text().splitlines()
    ranges = [list(map(int, line.split())) for line in lines]
    return any(first <= USER < first + count for first, _, count in ranges)


def level() -> str:
    """Return the level that is in force."""
    return _Asked.level or ("confined" if _whats_missing() is None else "process")


def description() -> str:
    """Return the level, and in a few words what holds for submissions in this run."""
    from graders.harness import zygote
    from graders.harness.child.sandbox import sandbox_description

    holds = [f"a process for each exercise ({zygote.METHOD})"]
    holds += ["with processes, files and a network of its own (bubblewrap)"] * is_sandbox()
    holds += ["as another user"] * (user() is not None)
    holds.append(sandbox_description() if confines() else "not confined")
    return f"{level()}: {', '.join(holds)}"


def in_short() -> str:
    """Return the level, and the means by which it is in force."""
    from graders.harness.child.sandbox import landlock_version
    from graders.harness.child.seccomp import has_seccomp

    means = ["bubblewrap"] * is_sandbox() + ["another user"] * (user() is not None)
    if confines():
        means += ["Landlock"] * bool(landlock_version()) + ["seccomp"] * has_seccomp()
    return level() + (f" ({', '.join(means)})" if means else "")


def prove() -> None:
    """Run something at the level that was asked for, if any.

    Raises `NoIsolation` where it is not in force.
    """
    if _Asked.level is not None and (confines() or user() is not None):
        why = (_whats_missing() if confines() else None) or _whats_allowed()
        if why is not None:
            raise refusal(why)


def refusal(why: str) -> NoIsolation:
    """Return what to raise where the level that was asked for is not to be had."""
    return NoIsolation(f"--isolation {_Asked.level} is not to be had here: {why}")


def _whats_missing() -> str | None:
    """Return what confined processes need and this system has not."""
    from graders.harness.child.sandbox import landlock_version
    from graders.harness.child.seccomp import has_seccomp

    if sys.platform != "linux":
        return "it takes Linux"
    if not landlock_version():
        return "this system has no Landlock (Linux 5.13)"
    return None if has_seccomp() else "this system lets nobody refuse system calls (seccomp)"


def _whats_allowed() -> str | None:
    """Return what a process can do that it should not, or why there is no such process."""
    from graders.harness.trial import tried

    try:
        done = tried()
    except (OSError, EOFError, ValueError) as error:
        return str(error) or type(error).__name__
    return f"a process there can {' and '.join(done)}" if done else None
