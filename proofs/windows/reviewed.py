"""Submissions that Windows tells something else than Linux, and why that is right.

Each is named KIND/EXERCISE-NAME. `nox -s windows` fails for a difference that is not here, and for
one that is here and is none any more.
"""

from __future__ import annotations

REVIEWED: dict[str, list[str]] = {}
