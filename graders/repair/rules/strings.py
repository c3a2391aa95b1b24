"""Text that is written wrongly: an f that is missing, escapes, white space that goes or comes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graders.repair.rule import Correction, Evidence, rule
from graders.repair.source import Source, before

PLACEHOLDER = re.compile(r"\{[^{}]+\}")


@rule("missing-f")
def missing_f(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A string has {name} in it, and no f in front."""
    for string in source.all("string"):
        prefix = string.text()[: len(string.text()) - len(string.text().lstrip("rRbBuUfF"))]
        found = PLACEHOLDER.search(string.text())
        if found and not set(prefix.lower()) & {"f", "b", "u"}:
            says = f"This string has no f in front, so {found[0]} is sent as it stands."
            came = found[0] in evidence.received
            yield Correction((before(string, "f"),), says, likely=2 if came else 0)
