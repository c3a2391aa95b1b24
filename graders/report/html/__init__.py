"""A result as a page: one file that needs nothing else, with the streams drawn."""

from __future__ import annotations

from graders.report.html.page import page
from graders.report.json_file import write_text
from graders.result import Result


def write_page(result: Result, destination: str) -> None:
    """Write `result` as an HTML page to the file `destination`, whole or not at all."""
    write_text(page(result), destination)
