"""What a result says of where it comes from: digests of the files, versions of the packages."""

from __future__ import annotations

import hashlib
import platform
import sys
import sysconfig
import time
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from graders import __version__
from graders.exercise import exercise_ids
from graders.harness import isolation
from graders.harness.anonymous_memory import measure_in_force
from graders.origin import content_of

HERE = Path(__file__).parent
PACKAGES = ("fastapi", "starlette", "uvicorn", "httpx")


def kit() -> dict[str, str]:
    """Return the kit's version, and the digest of all files under graders/."""
    files = (path for path in HERE.rglob("*") if path.parent.name != "__pycache__")
    return {"version": __version__, "digest": _digest(HERE, filter(Path.is_file, files))}


def environment() -> dict[str, str]:
    """Return the versions of what the verdicts rest on, and what is in force on this system."""
    return {
        "python": _python(),
        "platform": system(),
        **{package: metadata.version(package) for package in PACKAGES},
        "isolation": isolation.description(),
        "memory": measure_in_force(),
        "clock": _clock(),
    }


def submission(folder: Path) -> dict[str, str]:
    """Return the submission's path as it was given, and the digest of its seven files."""
    files = (folder / f"{id}.py" for id in exercise_ids())
    return {"path": str(folder), "digest": _digest(folder, files)}


def system() -> str:
    """Return the name of the operating system and its version."""
    if sys.platform != "win32":
        return platform.platform()
    # `platform` asks a service of Windows (WMI), which takes long, or crashes.
    version = sys.getwindowsversion()
    return f"Windows-{version.major}.{version.minor}.{version.build}-{sysconfig.get_platform()}"


def _python() -> str:
    threads = " free-threading build" if "free-threading" in sys.version else ""
    return f"{platform.python_version()}{threads}"


def _clock() -> str:
    """Return what tells the time where no clock of the grader's governs, and how finely."""
    real = time.get_clock_info("monotonic")
    return f"the grader's, or {real.implementation} to {real.resolution:g} s"


def _digest(folder: Path, files: Iterable[Path]) -> str:
    """SHA-256 of the files' names and contents, whatever order they come in."""
    digest = hashlib.sha256()
    for file in sorted(files):
        content = content_of(file)
        name = file.relative_to(folder).as_posix()
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return f"sha256:{digest.hexdigest()}"
