"""Windows' consoles: most understand the escape sequences of other terminals, once asked to."""

from __future__ import annotations

import atexit
import sys
from typing import IO

UNDERSTANDS_ESCAPES = 0x4
"""The flag of a console's mode that has it act on escape sequences."""
HARMLESS = "\x1b[0m"
"""An escape sequence that changes nothing."""


if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    class _Info(ctypes.Structure):
        _fields_ = (
            ("size", wintypes._COORD),
            ("cursor", wintypes._COORD),
            ("attributes", wintypes.WORD),
            ("window", wintypes.SMALL_RECT),
            ("largest", wintypes._COORD),
        )

    class _Console:
        """The console that a stream writes to."""

        def __init__(self, stream: IO[str]) -> None:
            self._stream = stream
            self._kernel = ctypes.WinDLL("kernel32")
            self._handle = wintypes.HANDLE(msvcrt.get_osfhandle(stream.fileno()))

        def made_to_understand(self) -> bool:
            """Switch it on until the program ends, and try whether it was switched on."""
            mode = wintypes.DWORD()
            if not self._kernel.GetConsoleMode(self._handle, ctypes.byref(mode)):
                return True  # it is NUL, or another device on which nobody sees them
            if mode.value & UNDERSTANDS_ESCAPES:
                return True
            if not self._set_mode(mode.value | UNDERSTANDS_ESCAPES):
                return False
            if self._swallows_escapes():
                atexit.register(self._set_mode, mode.value)
                return True
            self._set_mode(mode.value)
            return False

        def _set_mode(self, mode: int) -> bool:
            return bool(self._kernel.SetConsoleMode(self._handle, mode))

        def _swallows_escapes(self) -> bool:
            """Whether one leaves no trace; a trace is wiped away."""
            before = self._column()
            self._write(HARMLESS)
            seen = self._column() - before
            self._write("\b" * seen + " " * seen + "\b" * seen)
            return seen == 0

        def _write(self, text: str) -> None:
            self._stream.write(text)
            self._stream.flush()

        def _column(self) -> int:
            info = _Info()
            self._kernel.GetConsoleScreenBufferInfo(self._handle, ctypes.byref(info))
            return int(info.cursor.X)

    def understands_escapes(stream: IO[str]) -> bool:
        """Whether escape sequences may be written to a terminal; has it act on them if so."""
        try:
            return _Console(stream).made_to_understand()
        except (OSError, ValueError):  # what has no descriptor is no console of Windows
            return True

else:

    def understands_escapes(stream: IO[str]) -> bool:
        """Whether escape sequences may be written to a terminal: elsewhere all take them."""
        return True
