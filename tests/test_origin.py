"""Where a result comes from is found out when somebody asks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from graders.origin import LateOrigin

LATE = """
import sys
import graders.grading
assert not {"graders.provenance", "importlib.metadata", "platform"} & set(sys.modules)
"""


def test_each_part_is_found_out_when_it_is_asked_for_first(tmp_path: Path) -> None:
    origin, empty = LateOrigin(tmp_path), LateOrigin(tmp_path).submission
    (tmp_path / "stage1_generator.py").write_text("x = 1\n")
    assert origin.submission != empty
    (tmp_path / "stage1_generator.py").unlink()
    assert origin.submission != empty
    assert origin.submission["path"] == str(tmp_path)


def test_what_finds_it_out_is_imported_then() -> None:
    subprocess.run([sys.executable, "-c", LATE], check=True, timeout=60)
