"""Write a result, as JSON or in another form, to a file that is whole or not there at all."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
import unicodedata

from graders.files import atomic_write, new_file_beside
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
        atomic_write(destination, text.encode("ascii"))


def as_text(result: Result) -> str:
    """Return `result` as JSON in ASCII; a number that JSON does not know, such as NaN, is null."""
    plain = json.loads(json.dumps(result.as_json()), parse_constant=lambda name: None)
    text = json.dumps(plain, indent=2) + "\n"
    return text.replace("##[", "#\\u0023[")  # on standard output CI might take it for a command


def _check_target(destination: str) -> None:
    if os.path.isdir(destination):
        raise IsADirectoryError(f"{destination} is a folder, not a file")
    if os.name == "nt" and _is_special(destination) and destination.lower() != os.devnull:
        raise ValueError(f"{destination} is what Windows calls a device, not a file")
    if os.path.exists(destination) and not os.access(destination, os.W_OK):
        raise PermissionError(f"{destination} may not be written")


def _check_folder(destination: str) -> None:
    target = os.path.realpath(destination)
    if not os.path.isdir(os.path.dirname(target)):
        raise FileNotFoundError(f"{destination} is in a folder that does not exist")
    try:
        with new_file_beside(target):
            pass
    except OSError as error:
        message = f"{destination} cannot be made: {error.strerror} in its folder"
        raise type(error)(message) from error
    if not os.path.exists(target):
        _check_name(destination, target)


def _check_name(destination: str, target: str) -> None:
    """Raise `ValueError` if no file can have this name here: on Windows one with a `?`, say.

    It is tried in a folder of its own, as nobody is to see a result that is not there yet.
    """
    folder, name = os.path.split(target)
    with tempfile.TemporaryDirectory(prefix=".~", dir=folder, ignore_cleanup_errors=True) as own:
        try:
            with open(os.path.join(own, name), "xb"):
                made = os.listdir(own)
        except OSError as error:
            raise ValueError(f"{destination} cannot be made: {error.strerror}") from error
    # A Mac may have written the same letters in another way.
    if [_composed(file) for file in made] != [_composed(name)]:
        raise ValueError(f"{destination} is not what a file can be called here")


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _is_special(destination: str) -> bool:
    """Whether this is a device or a pipe, which is written to and never replaced."""
    return os.path.exists(destination) and not os.path.isfile(destination)
