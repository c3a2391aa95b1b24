"""The correction rules: each module has those of one subject, and declares them when imported."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from graders.repair.rule import RULES, Correction, Evidence
from graders.repair.source import SourceText

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")


def proposed(source: SourceText, evidence: Evidence) -> Iterator[tuple[str, Correction]]:
    """Yield each rule's corrections with its name, the likely ones first."""
    every = [(name, made) for name, rule in RULES.items() for made in rule(source, evidence)]
    yield from sorted(every, key=lambda named: -_likely(source, evidence, named[1]))


def _likely(source: SourceText, evidence: Evidence, correction: Correction) -> int:
    lines = {source.line_of(edit.start) for edit in correction.edits}
    return 2 * correction.likely + (not lines.isdisjoint(evidence.lines))
