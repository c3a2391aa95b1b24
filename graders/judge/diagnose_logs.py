"""Recognise what was done to the lines of a file, by what is on the wire."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from graders.transcript import Stream


def text_mistake(body: str, text: str) -> str | None:
    """Return what was done to the lines of a file whose text was to come."""
    if body.startswith(('"', "[")):
        return "The lines are returned as JSON; wrap the generator in a StreamingResponse."
    if body == text + "\n":
        return "The last line gets a line end that the file does not have."
    if body.rstrip("\n") == text.replace("\n", "\n\n").rstrip("\n"):
        return "Each line gets a second line end: the line from the file has one already."
    if text.startswith(f"{body}\n") and body.endswith("\n"):
        return "The loop stops at the first blank line; only an empty string ends a file."
    if text.startswith(body) and body:
        return (
            "The end of the log is missing, such as its last line: stop only where the file ends."
        )
    if "\n" not in body and "".join(body.split()) == "".join(text.split()):
        return "The line ends are stripped, so all lines run together."
    if body == re.sub(r"\n\s*\n", "\n", text):
        return "Blank lines are left out; they belong to the file."
    if "".join(body.split()) == "".join(text.split()):
        return "White space is stripped from the lines; yield each as it comes from the file."
    if Counter(body) == Counter(text):
        return "All of the file is sent, in another order than it is written there."
    ascii_only = "".join(filter(str.isascii, text))
    if "".join(filter(str.isascii, body)).replace("?", "") == ascii_only.replace("?", ""):
        return "The file is read in another encoding: say encoding='utf-8', as it is UTF-8."
    return None


def chunks_mistake(stream: Stream, lines: Sequence[str]) -> str | None:
    """Return how the right text was cut into other pieces than its lines."""
    if not stream.chunks:
        return None
    if len(stream.chunks) == len(stream.body.decode()):
        return "The lines are sent character by character: yield the line, not yield from it."
    if len(stream.chunks) == 1:
        return "The whole file, or a large block, is sent in one piece; the pieces are to be lines."
    if len(stream.chunks) > len(lines):
        return "The lines are cut in the wrong places: splitlines() also cuts at form feeds."
    if len(stream.chunks) != len(lines):
        return "The pieces are not the lines of the file: loop over the open file instead."
    return None
