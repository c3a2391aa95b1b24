"""Which hints of a submission were opened so far, noted in a small file in its folder."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from graders.files import atomic_write

FILE = ".progress.json"


class Opened:
    """The highest level of each exercise's hints that was opened; 0 if none was."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def level(self, id: str) -> int:
        """Return the level for an exercise."""
        level = self._levels().get(id)
        return level if isinstance(level, int) else 0

    def note(self, id: str, level: int) -> bool:
        """Remember that a level was opened; return whether that could be done."""
        levels = self._levels()
        return self._write({**levels, id: max(level, self.level(id))})

    def forget(self, id: str) -> None:
        """Begin with the first level again."""
        levels = self._levels()
        if levels.pop(id, None) is not None:
            self._write(levels)

    def _levels(self) -> dict[str, object]:
        with contextlib.suppress(OSError, ValueError):
            content = json.loads(self._path.read_text(encoding="utf-8"))
            levels = content.get("hints") if isinstance(content, dict) else None
            return levels if isinstance(levels, dict) else {}
        return {}

    def _write(self, levels: dict[str, object]) -> bool:
        with contextlib.suppress(OSError):
            text = json.dumps({"hints": levels}, indent=2, sort_keys=True)
            atomic_write(self._path, f"{text}\n".encode())
            return True
        return False
