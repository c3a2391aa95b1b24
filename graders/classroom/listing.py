"""What lies in a folder or an archive, as a list: nothing is followed, unpacked or trusted.

Of whatever a hand-in consists, only regular files come out of here, each with a path that stays
below where it was found. Everything else is refused, by its name and with the reason.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from graders.text import clean

MOST_ENTRIES = 20_000
"""Files in a folder at the top; whoever hands in more has handed in something else as well."""
MOST_DIRECTORY = 2 << 20
"""Bytes of an archive's table of contents, which is read before anything else is known of it."""
MOST_ARCHIVE = 64 << 20
"""Bytes of an archive inside of a hand-in."""
SKIPPED = {"__MACOSX", "__pycache__", "node_modules", "site-packages", "venv"}
"""Folders in which nobody keeps an answer; hidden ones (`.git`, `.venv`) are skipped as well."""
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What reading an archive may raise that somebody else has made."""


class Refused(Exception):
    """This cannot be read, or must not be; the message names it and says why."""


@dataclass(frozen=True)
class Entry:
    """A regular file: its path below where it was found, its size, and how to read a part of it."""

    path: str
    size: int
    read: Callable[[int], bytes]

    @property
    def name(self) -> str:
        """The last part of the path."""
        return PurePosixPath(self.path).name

    @property
    def folder(self) -> str:
        """The path without its last part; empty at the top."""
        return str(PurePosixPath(self.path).parent).removeprefix(".")


@dataclass
class Listing:
    """The files, the folders, and what was refused, with the reason."""

    entries: list[Entry] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)

    def refuse(self, path: str, why: str) -> None:
        """Note that this is left out."""
        self.refused.append(f"{clean(path)} {why}")


def list_folder(folder: Path, skip: Path | None = None) -> Listing:
    """Return what lies below a folder; no link is followed, and `skip` is not looked into."""
    listing = Listing()
    files = Counter[str]()
    for path, entry in _walk(folder, listing, skip, files):
        top = path.partition("/")[0]
        files[top] += 1
        if files[top] <= MOST_ENTRIES:
            _take(listing, path, entry)
        elif files[top] == MOST_ENTRIES + 1:
            more = f"more than {MOST_ENTRIES:,} files"
            listing.refuse(path, f"and what comes after it cannot all be looked at: {more}")
    return listing


def _walk(
    folder: Path, listing: Listing, skip: Path | None, files: Counter[str]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield files with their paths; of what has more `files` than anybody needs not all."""
    waiting = deque([""])
    while waiting:
        below = waiting.popleft()
        if files[below.partition("/")[0]] > MOST_ENTRIES:
            continue
        try:
            with os.scandir(folder / below) as found:
                inside = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            listing.refuse(below or str(folder), f"cannot be listed: {error.strerror}")
            continue
        for entry in inside:
            path = f"{below}/{entry.name}" if below else entry.name
            if not entry.is_dir(follow_symlinks=False):
                yield path, entry
            elif not _is_skipped(entry.name) and Path(entry.path) != skip:
                listing.folders.add(path)
                waiting.append(path)


def _take(listing: Listing, path: str, entry: os.DirEntry[str]) -> None:
    try:
        about = entry.stat(follow_symlinks=False)
    except OSError as error:
        return listing.refuse(path, f"cannot be read: {error.strerror}")
    if stat.S_ISLNK(about.st_mode):
        return listing.refuse(path, "is a link")
    if not stat.S_ISREG(about.st_mode):
        return listing.refuse(path, "is no regular file")
    full = entry.path
    listing.entries.append(Entry(path, about.st_size, lambda most: read_regular(full, most)))


def read_regular(path: str, most: int) -> bytes:
    """Return at most so many bytes of a regular file, also if it has become something else."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with open(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Refused(f"{clean(path)} is no regular file")
            return file.read(most)
    except OSError as error:
        raise Refused(f"{clean(path)} cannot be read: {error.strerror}") from error


def open_archive(content: Path | bytes, name: str) -> zipfile.ZipFile:
    """Open a zip; the content of one that a student has made is bounded before it is read."""
    try:
        if isinstance(content, Path):
            return zipfile.ZipFile(content)
        _prove_bounded(content, name)
        return zipfile.ZipFile(io.BytesIO(content))
    except BROKEN as error:
        raise Refused(f"{clean(name)} is no zip that can be read: {error}") from error


def _prove_bounded(content: bytes, name: str) -> None:
    end = content.rfind(b"PK\x05\x06")
    directory = int.from_bytes(content[end + 12 : end + 16], "little")
    if len(content) > MOST_ARCHIVE:
        raise Refused(f"{clean(name)} is larger than {MOST_ARCHIVE >> 20} MiB")
    if end >= 0 and directory > MOST_DIRECTORY:
        raise Refused(f"{clean(name)} has more files than anybody would hand in")


def list_archive(archive: zipfile.ZipFile) -> Listing:
    """Return what is in a zip; nothing is unpacked yet."""
    listing = Listing()
    for info in archive.infolist():
        path = str(PurePosixPath(info.filename.replace("\\", "/")))
        why = _why_refused(info, path)
        folders = path.split("/")[: None if info.is_dir() else -1]
        if any(map(_is_skipped, folders)):
            continue
        if why is not None:
            listing.refuse(info.filename, why)
            continue
        listing.folders.update(str(parent) for parent in PurePosixPath(path).parents)
        if info.is_dir():
            listing.folders.add(path)
        else:
            listing.entries.append(Entry(path, info.file_size, _reader(archive, info)))
    listing.folders.discard(".")
    return listing


def _why_refused(info: zipfile.ZipInfo, path: str) -> str | None:
    parts = path.split("/")
    if path.startswith("/") or ".." in parts or ":" in parts[0] or "\0" in path:
        return "leads out of the archive"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "is a link"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is no regular file"
    return "is encrypted" if info.flag_bits & 1 else None


def _reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[int], bytes]:
    """Return what unpacks a member, up to so many bytes: however large it claims to be, or is."""

    def read(most: int) -> bytes:
        try:
            with archive.open(info) as member:
                return member.read(most)
        except BROKEN as error:
            raise Refused(f"{clean(info.filename)} cannot be unpacked: {error}") from error

    return read


def _is_skipped(name: str) -> bool:
    return name in SKIPPED or (name.startswith(".") and name.strip(".") != "")
