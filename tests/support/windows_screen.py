"""A console of Windows without a window: code runs in it, and what is on its screen is read back.

As a program it makes the console its standard output, runs the code it is given, and writes the
rows of the screen to a file.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.support.paths import REPOSITORY
from tests.support.stuck import STUCK


def screen(code: str, folder: Path) -> list[str]:
    """Return the rows of a new console's screen, from the first, after `code` has run in it."""
    rows = folder / "rows.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.windows_screen", code, str(rows)],
        cwd=REPOSITORY,
        stdin=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        timeout=STUCK,
        check=False,
    )
    told: list[str] = json.loads(rows.read_text("utf-8"))
    assert done.returncode == 0, told
    return told


if sys.platform == "win32" and __name__ == "__main__":
    import ctypes
    import msvcrt
    import os
    import traceback
    from ctypes import wintypes

    READ_AND_WRITE, SHARED, EXISTING, OUTPUT = 0xC0000000, 3, 3, -11
    ROWS, COLUMNS = 25, 80
    kernel = ctypes.WinDLL("kernel32")
    kernel.CreateFileW.restype = wintypes.HANDLE
    handle = kernel.CreateFileW("CONOUT$", READ_AND_WRITE, SHARED, None, EXISTING, 0, None)

    def rows() -> list[str]:
        """Return what is on the screen."""
        text, size = ctypes.create_unicode_buffer(COLUMNS + 1), wintypes.DWORD()
        found = []
        for row in range(ROWS):
            place = wintypes.DWORD(row << 16)
            kernel.ReadConsoleOutputCharacterW(
                wintypes.HANDLE(handle), text, COLUMNS, place, ctypes.byref(size)
            )
            found.append(text.value[: size.value].rstrip())
        return found

    os.dup2(msvcrt.open_osfhandle(handle, 0), 1)
    kernel.SetStdHandle(OUTPUT, wintypes.HANDLE(msvcrt.get_osfhandle(1)))
    sys.stdout = open(1, "w", encoding="utf-8")  # noqa: SIM115 - it is standard output
    status = 0
    try:
        exec(sys.argv[1])
        told = rows()
    except BaseException:
        status, told = 1, [traceback.format_exc()]
    Path(sys.argv[2]).write_text(json.dumps(told), "utf-8")
    sys.exit(status)
