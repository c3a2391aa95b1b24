"""A figure: something that was measured several times, and what it should reach."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """Something measured several times, and what it should reach at most.

    `signed` says that it may miss its target on either side of zero.
    """

    name: str
    unit: str
    values: Sequence[float]
    target: float | None = None
    signed: bool = False

    @property
    def median(self) -> float:
        """The value that counts."""
        return statistics.median(self.values)

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; `None` if there is none."""
        if self.target is None:
            return None
        return (abs(self.median) if self.signed else self.median) <= self.target

    @property
    def row(self) -> list[str]:
        """The cells of the figure's line in the table."""
        value = f"{self.median:.2f} {self.unit}"
        spread = f"{min(self.values):.2f} to {max(self.values):.2f}"
        if self.target is None:
            return [self.name, value, spread, "", ""]
        bound = f"{'0 +/-' if self.signed else 'up to'} {self.target:g} {self.unit}"
        return [self.name, value, spread, bound, "ok" if self.met else "MISSED"]

    @property
    def plain(self) -> dict[str, Any]:
        """The figure as JSON has it."""
        numbers = {"median": self.median, "min": min(self.values), "max": max(self.values)}
        rounded = {key: round(value, 4) for key, value in numbers.items()}
        values = [round(value, 4) for value in self.values]
        told = {"target": self.target, "met": self.met}
        return {"name": self.name, "unit": self.unit, **rounded, "values": values, **told}
