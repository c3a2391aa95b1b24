"""The student's own lines: read only where that is safe."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graders.report.html.own_lines import LARGEST, OwnLines

NAME = "stage2_streaming.py"


def test_a_line_is_told_without_its_indent(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"one\r\n    two \xff\n\n")
    lines = OwnLines(str(tmp_path))
    assert lines.line((NAME, 2)) == "two \ufffd"
    assert [lines.line(place) for place in ((NAME, 3), (NAME, 9), ("other.py", 1), None)] == [
        None
    ] * 4


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are POSIX")
def test_links_pipes_and_huge_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the answer\n")
    (tmp_path / "link.py").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "huge.py").write_bytes(b"x" * (LARGEST + 1))
    lines = OwnLines(str(tmp_path))
    assert [lines.line((f"{name}.py", 1)) for name in ("link", "pipe", "huge")] == [None] * 3
