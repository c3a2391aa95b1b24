"""Submissions that Windows tells something else than Linux, and why that is right.

Each is named KIND/EXERCISE-NAME. `nox -s windows` fails for a difference that is not here, and for
one that is here and is none any more.
"""

from __future__ import annotations

REVIEWED: dict[str, list[str]] = {
    "Memory that is shared, and in no file, counts there as no process's own.": [
        "mistakes/exercise3_logs-copy_in_shared_memory",
    ],
    "A loop with a selector, which the grader's clock needs, starts no program there.": [
        "mistakes/exercise3_logs-reader_of_short_lines",
        "variants/exercise3_logs-output_of_a_process",
    ],
    "What a file that is open reads of a log that is written anew is another part of it there.": [
        "mistakes/exercise3_logs-opened_at_import",
    ],
}
