"""What all drawings share: an image with a name and a description, round numbers on an axis."""

from __future__ import annotations

import math
from dataclasses import dataclass

from graders.report.html.markup import Content, Html, tag

WIDTH = 760.0
LEFT = 104.0
"""Where the plot begins; the names of lanes and of heights are in front of it."""
PLOT = WIDTH - LEFT - 16.0


@dataclass(frozen=True)
class Scale:
    """What is measured from 0 to `end`, along the whole width of the plot."""

    end: float

    def x(self, at: float) -> float:
        """Return where `at` is in the drawing."""
        return LEFT + self.length(at)

    def length(self, size: float) -> float:
        """Return how long `size` is in the drawing."""
        return size / self.end * PLOT


def drawing(id: str, title: str, description: str, height: float, content: Content) -> Html:
    """Return an image; it scrolls sideways where there is too little room."""
    named = [tag("title", title, id=f"{id}-title"), tag("desc", description, id=f"{id}-desc")]
    svg = tag(
        "svg",
        named,
        content,
        viewBox=f"0 0 {WIDTH:g} {height:g}",
        role="img",
        aria_labelledby=f"{id}-title",
        aria_describedby=f"{id}-desc",
    )
    return scrolling(svg, title)


def scrolling(content: Html, name: str) -> Html:
    """Return something wide, to be scrolled sideways where there is too little room."""
    return tag("div", content, class_="scroll", role="group", aria_label=name, tabindex=0)


def label(x: float, y: float, words: str, class_: str, anchor: str = "start") -> Html:
    """Return words in a drawing."""
    return tag("text", words, x=x, y=y, class_=class_, text_anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Html:
    """Return a straight line in a drawing."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def ticks(end: float, most: int = 10) -> list[float]:
    """Return round numbers from 0 to `end`, at equal distances, about `most` of them."""
    if end <= 0:
        return [0.0]
    rough = end / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    return [number * step for number in range(int(end / step + 1e-9) + 1)]
