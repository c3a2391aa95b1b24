"""Write a result as JSON, or what else tells it, to a file that is whole or not there at all."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import stat
import sys
from collections.abc import Iterator

from graders.result import Result

STANDARD_OUTPUT = "-"


def is_standard_output(destination: str) -> bool:
    """Whether this names what the program prints on, in whatever way, such as `/dev/stdout`."""
    if destination in (STANDARD_OUTPUT, os.devnull):
        return destination == STANDARD_OUTPUT
    with contextlib.suppress(OSError, ValueError, AttributeError):
        return os.path.samestat(os.stat(destination), os.fstat(sys.stdout.fileno()))
    return False


def check_writable(destination: str) -> None:
    """Raise `OSError` or `ValueError`, in a line, if a result could not be written there.

    An existing file is not touched, and nothing is left behind.
    """
    if destination == STANDARD_OUTPUT:
        return
    if not os.path.basename(destination):
        raise ValueError(f"{destination!r} does not name a file")
    _check_target(destination)
    if not _is_special(destination):
        _check_folder(destination)


def write_result(result: Result, destination: str) -> None:
    """Write `result` as JSON to the file `destination`, or to standard output if that is `-`."""
    write_text(as_text(result), destination)


def write_text(text: str, destination: str) -> None:
    """Write ASCII to the file `destination`, or to standard output if that is `-`."""
    if destination == STANDARD_OUTPUT:
        sys.stdout.write(text)
        sys.stdout.flush()
    elif _is_special(destination):
        with open(destination, "w", encoding="ascii") as device:
            device.write(text)
    else:
        _replace(os.path.realpath(destination), text)


def as_text(result: Result) -> str:
    """Return `result` as JSON in ASCII; a number that JSON does not know, such as NaN, is null."""
    plain = json.loads(json.dumps(result.as_json()), parse_constant=lambda name: None)
    text = json.dumps(plain, indent=2) + "\n"
    return text.replace("##[", "#\\u0023[")  # on standard output CI might take it for a command


def _check_target(destination: str) -> None:
    if os.path.isdir(destination):
        raise IsADirectoryError(f"{destination} is a folder, not a file")
    if os.path.exists(destination) and not os.access(destination, os.W_OK):
        raise PermissionError(f"{destination} may not be written")


def _check_folder(destination: str) -> None:
    target = os.path.realpath(destination)
    if not os.path.isdir(os.path.dirname(target)):
        raise FileNotFoundError(f"{destination} is in a folder that does not exist")
    try:
        with _new_file_beside(target):
            pass
    except OSError as error:
        message = f"{destination} cannot be made: {error.strerror} in its folder"
        raise type(error)(message) from error


def _is_special(destination: str) -> bool:
    """Whether this is a device or a pipe, which is written to and never replaced."""
    return os.path.exists(destination) and not os.path.isfile(destination)


def _replace(target: str, text: str) -> None:
    with _new_file_beside(target) as path:
        with open(path, "w", encoding="ascii", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if os.path.exists(target):
            os.chmod(path, stat.S_IMODE(os.stat(target).st_mode))
        os.replace(path, target)


@contextlib.contextmanager
def _new_file_beside(target: str) -> Iterator[str]:
    """Make an empty file in the same folder; it is gone afterwards, unless it was renamed."""
    path = os.path.join(os.path.dirname(target), f".result-{secrets.token_hex(8)}.tmp")
    # Not one of the tempfile module: nobody else may read those, not even when renamed.
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        yield path
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
