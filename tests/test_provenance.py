"""What a result says of where it comes from."""

from __future__ import annotations

from pathlib import Path

from graders.provenance import PACKAGES, Provenance


def test_each_part_is_found_out_when_it_is_asked_for_first(tmp_path: Path) -> None:
    origin, empty = Provenance(tmp_path), Provenance(tmp_path).submission
    (tmp_path / "stage1_generator.py").write_text("x = 1\n")
    assert origin.submission != empty
    (tmp_path / "stage1_generator.py").unlink()
    assert origin.submission != empty
    assert origin.submission["path"] == str(tmp_path)


def test_versions_of_all_that_the_verdicts_rest_on_are_told(tmp_path: Path) -> None:
    assert {"python", "platform", "isolation", *PACKAGES} == set(Provenance(tmp_path).environment)
