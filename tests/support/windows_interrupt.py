"""A Ctrl-C on Windows: it goes to every process of a console, so the kit gets a console of its own.

As a program it starts the kit in the console that it has itself, waits for a sign of life, sends
the Ctrl-C, and writes down what became of the kit.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.support.paths import REPOSITORY
from tests.support.stuck import STUCK


def interrupted(arguments: list[str], sign: str, folder: Path) -> tuple[int, str]:
    """Return the exit status and the words of `python -m graders`, ended by a Ctrl-C.

    It is sent when a line has `sign`, or a file of that name is in the temporary folder `folder`.
    """
    told = folder.parent / "told.json"
    subprocess.run(
        [sys.executable, "-m", __name__, str(told), str(folder), sign, *arguments],
        cwd=REPOSITORY,
        stdin=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        timeout=3 * STUCK,
        check=False,
    )
    status, words = json.loads(told.read_text("utf-8"))
    return status, words


if sys.platform == "win32" and __name__ == "__main__":
    import ctypes
    import os
    import signal
    import threading
    import time

    CONTROL_C, ALL = 0, 0
    told, folder, sign, *arguments = sys.argv[1:]
    signal.signal(signal.SIGINT, lambda number, frame: None)
    kit = subprocess.Popen(
        [sys.executable, "-m", "graders", *arguments],
        env={**os.environ, "TMPDIR": folder},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    words: list[str] = []
    seen = threading.Event()

    def read() -> None:
        assert kit.stdout is not None
        for line in kit.stdout:
            words.append(line)
            if sign in line:
                seen.set()

    reader = threading.Thread(target=read)
    reader.start()
    deadline = time.monotonic() + STUCK
    while not (seen.is_set() or [*Path(folder).rglob(sign)]) and time.monotonic() < deadline:
        seen.wait(0.05)
    ctypes.WinDLL("kernel32").GenerateConsoleCtrlEvent(CONTROL_C, ALL)
    try:
        status = kit.wait(STUCK)
    except subprocess.TimeoutExpired:
        kit.kill()
        status = -1
    reader.join()
    Path(told).write_text(json.dumps([status, "".join(words)]), "utf-8")
