"""What a result says of where it comes from: digests of the files, versions of the packages."""

from __future__ import annotations

import contextlib
import hashlib
import sys
import time
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from graders import __version__
from graders.exercise import exercise_ids
from graders.harness import limits
from graders.harness.anonymous_memory import measure_in_force
from graders.harness.child.sandbox import sandbox_description
from graders.harness.forkserver import METHOD

HERE = Path(__file__).parent
PACKAGES = ("fastapi", "starlette", "uvicorn", "httpx")


class Provenance:
    """Where the result on the submission in `folder` comes from.

    Each part takes a while to find out, so that is done when somebody asks for it first.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def kit(self) -> dict[str, str]:
        """The kit's version, and the digest of all files under graders/."""
        files = (path for path in HERE.rglob("*") if path.parent.name != "__pycache__")
        return {"version": __version__, "digest": _digest(HERE, filter(Path.is_file, files))}

    @cached_property
    def environment(self) -> dict[str, str]:
        """The versions of what the verdicts rest on, and what is in force on this system."""
        from importlib import metadata  # much comes with it that nobody else needs

        return {
            "python": _python(),
            "platform": system(),
            **{package: metadata.version(package) for package in PACKAGES},
            "isolation": f"a process for each exercise ({METHOD}), {sandbox_description()}",
            "memory": measure_in_force(),
            "clock": _clock(),
        }

    @cached_property
    def submission(self) -> dict[str, str]:
        """The submission's path as it was given, and the digest of its seven files."""
        files = (self._folder / f"{id}.py" for id in exercise_ids())
        return {"path": str(self._folder), "digest": _digest(self._folder, files)}


def system() -> str:
    """Return the name of the operating system and its version."""
    if sys.platform != "win32":
        import platform

        return platform.platform()
    import sysconfig

    # `platform` asks a service of Windows (WMI), which takes long, or crashes.
    version = sys.getwindowsversion()
    return f"Windows-{version.major}.{version.minor}.{version.build}-{sysconfig.get_platform()}"


def _python() -> str:
    threads = " free-threading build" if "free-threading" in sys.version else ""
    return f"{sys.version.partition(' ')[0]}{threads}"


def _clock() -> str:
    """Return what tells the time where no clock of the grader's governs, and how finely."""
    real = time.get_clock_info("monotonic")
    return f"the grader's, or {real.implementation} to {real.resolution:g} s"


def content_of(file: Path) -> bytes:
    """Return what is in a file, or nothing where it cannot be graded anyhow."""
    with contextlib.suppress(OSError):
        if file.is_file() and file.stat().st_size <= limits.SOURCE:
            return file.read_bytes()
    return b""


def _digest(folder: Path, files: Iterable[Path]) -> str:
    """SHA-256 of the files' names and contents, whatever order they come in."""
    digest = hashlib.sha256()
    for file in sorted(files):
        content = content_of(file)
        name = file.relative_to(folder).as_posix()
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return f"sha256:{digest.hexdigest()}"
