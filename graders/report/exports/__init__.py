"""A result in the words of platforms and tools: one module for each, one function that says it.

A fault of the kit is never a mark: each module says that in the way its platform has for it.
"""

from __future__ import annotations

import importlib
import json

from graders.report.json_file import write_text
from graders.result import Result


def write_export(result: Result, name: str, destination: str) -> None:
    """Write `result` in the format `name` to the file `destination`, whole or not at all."""
    plain = importlib.import_module(f"{__name__}.{name}").export(result)
    write_text(json.dumps(plain, indent=2).replace("##[", "#\\u0023[") + "\n", destination)
