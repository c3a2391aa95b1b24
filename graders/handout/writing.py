"""A package as a folder and as a zip, the same bytes each time it is made."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path, PurePosixPath

from graders.errors import UsageError
from graders.files import atomic_write
from graders.handout.packages import EXECUTABLE, Package

MARK = ".streaming-kit-package"
"""Lies in a folder that was made by this command, and may be made anew by it."""
BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time of every member of a zip."""


def write_package(package: Package, out: Path) -> tuple[Path, Path]:
    """Write the package to a folder and a zip in `out`; return both."""
    folder, archive = out / package.name, out / f"{package.name}.zip"
    _make_room(folder)
    for name, content in package.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(_mode(name))
    (out / f"{MARK}-{package.name}").write_text("made by `package`\n", encoding="ascii")
    atomic_write(archive, _zipped(package))
    return folder, archive


def _make_room(folder: Path) -> None:
    if folder.exists() and not (folder.parent / f"{MARK}-{folder.name}").exists():
        raise UsageError(f"{str(folder)!r} is there already, and not made by package; move it away")
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)


def _zipped(package: Package) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(package.files):
            info = zipfile.ZipInfo(name, BEGINNING)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            info.external_attr = (0o100000 | _mode(name)) << 16
            archive.writestr(info, package.files[name])
    return content.getvalue()


def _mode(name: str) -> int:
    return 0o755 if PurePosixPath(name).name in EXECUTABLE else 0o644
