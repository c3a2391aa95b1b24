"""The autograder of Classroom 50: it runs in the checkout, with the kit beside this file."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

KIT = Path(__file__).resolve().parent / "kit"


def main() -> int:
    """Grade the checkout; the status is 0 whenever it could be graded."""
    python = os.environ.get("STREAMING_KIT_PYTHON")
    with tempfile.TemporaryDirectory() as folder:
        if python is None:
            python = installed(Path(folder))
        entry = [python, "-m", "graders.handout.entry", "classroom50"]
        checkout = Path.cwd()
        return subprocess.call([*entry, checkout, checkout / "result.json"], cwd=KIT)


def installed(folder: Path) -> str:
    """Make an environment with the packages that grading needs; return its Python."""
    venv.create(folder, with_pip=True)
    python = str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    pins = str(KIT / "requirements" / "grade.txt")
    subprocess.check_call([python, "-m", "pip", "install", "--quiet", "-r", pins])
    return python


if __name__ == "__main__":
    sys.exit(main())
