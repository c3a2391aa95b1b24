"""Decode `text/event-stream` bytes as a browser's EventSource does (WHATWG HTML 9.2.5, 9.2.6).

Pure and incremental: bytes in, events out, and however the bytes are cut, the same events.
"""

import re
from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass

_BOM = b"\xef\xbb\xbf"
_LINE_OR_REST = re.compile(rb"[^\r\n]+[\r\n]?|[\r\n]")
# No timer holds a longer number, and int() refuses one of thousands of digits.
_MILLISECONDS = re.compile(r"0*([0-9]{1,18})")


@dataclass(frozen=True)
class Event:
    """One dispatched event; only the type "message" reaches `onmessage` (9.2.6, dispatch).

    `start` is the stream offset of the first byte of its block, comments included; `end` is one
    past the byte that dispatched it. In CR LF that byte is the CR: a browser does not wait for
    the LF, so the LF belongs to no block.
    """

    data: str
    type: str = "message"
    last_event_id: str = ""
    _: KW_ONLY
    start: int
    end: int


@dataclass(frozen=True)
class IgnoredLine:
    """A line, without its line end, whose field name is unknown (9.2.6, "Otherwise")."""

    offset: int
    line: bytes


class Decoder:
    """An event stream, fed piece by piece in any cut.

    `retry` is the last valid reconnection time in milliseconds (9.2.6, "retry"); `ignored`
    collects the lines that are neither a comment nor a known field.
    """

    def __init__(self) -> None:
        self.retry: int | None = None
        self.ignored: list[IgnoredLine] = []
        self._offset = 0
        self._block = bytearray()
        self._line_start = 0  # within the block
        self._after_cr = False
        self._data: list[str] = []
        self._type = ""
        self._last_event_id = ""

    @property
    def pending(self) -> bytes:
        """The block that no blank line has ended; the end of the stream drops it (9.2.6)."""
        return bytes(self._block)

    def feed(self, data: bytes) -> list[Event]:
        """Return the events that these bytes complete."""
        taken = (self._take(match[0]) for match in _LINE_OR_REST.finditer(data))
        return [event for event in taken if event]

    def _take(self, piece: bytes) -> Event | None:
        """Take some bytes of one line, of which only the last can be a line end (9.2.5)."""
        self._offset += len(piece)
        completes_crlf = self._after_cr and piece == b"\n"
        self._after_cr = piece.endswith(b"\r")
        if completes_crlf:
            self._end_crlf()
            return None
        self._block += piece
        self._strip_bom()
        return self._end_line() if piece.endswith((b"\r", b"\n")) else None

    def _end_crlf(self) -> None:
        """Add the LF to the line that its CR has ended; a blank line has left no block."""
        if self._block:
            self._block += b"\n"
            self._line_start += 1

    def _strip_bom(self) -> None:
        """Strip one byte order mark, at the very start of the stream (9.2.5)."""
        if self._offset == len(self._block) and self._block[: len(_BOM)] == _BOM:
            del self._block[: len(_BOM)]

    def _end_line(self) -> Event | None:
        line = bytes(self._block[self._line_start : -1])
        if not line:
            return self._dispatch()
        self._field(line)
        self._line_start = len(self._block)
        return None

    def _field(self, line: bytes) -> None:
        """Process one field (9.2.6); a line that starts with a colon is a comment."""
        # Decoding whole lines is safe: no byte of a longer UTF-8 character is a line end.
        name, _, value = line.decode("utf-8", errors="replace").partition(":")
        value = value.removeprefix(" ")
        match name:
            case "data":
                self._data.append(value)
            case "event":
                self._type = value
            case "id" if "\0" not in value:
                self._last_event_id = value
            case "retry" if number := _MILLISECONDS.fullmatch(value):
                self.retry = int(number[1])
            case "" | "id" | "retry":
                pass
            case _:
                offset = self._offset - len(self._block) + self._line_start
                self.ignored.append(IgnoredLine(offset, line))

    def _dispatch(self) -> Event | None:
        """End the block; no `data` line, no event, but the type is reset all the same (9.2.6)."""
        lines, kind, start = self._data, self._type or "message", self._offset - len(self._block)
        self._data, self._type, self._line_start = [], "", 0
        self._block.clear()
        if not lines:
            return None
        return Event("\n".join(lines), kind, self._last_event_id, start=start, end=self._offset)


def decode(chunks: Iterable[bytes]) -> list[Event]:
    """Return all events of a stream given as chunks in any cut."""
    decoder = Decoder()
    return [event for chunk in chunks for event in decoder.feed(chunk)]
