"""Where the kit is that the tests are about."""

from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
SOLUTIONS = REPOSITORY / "solutions"
