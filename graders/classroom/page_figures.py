"""The drawings of the page on a class, each with the same as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graders.classroom.statistics import BINS, ExerciseFigures, Figures, Item
from graders.report.html.drawing import LEFT, PLOT, WIDTH, drawing, label, line, scrolling, ticks
from graders.report.html.markup import Html, join, tag

HEIGHT, TOP = 220.0, 16.0
ROW = 24.0
NAMES = 200.0
"""Where the bars of checks begin; their ids are in front of them."""


def table(head: Sequence[str], lines: Iterable[Sequence[str | Html]]) -> Html:
    """Return a table, which scrolls sideways where there is too little room."""
    top = tag("tr", (tag("th", name, scope="col") for name in head))
    rows = (
        tag("tr", tag("th", first, scope="row"), (tag("td", cell) for cell in others))
        for first, *others in lines
    )
    return scrolling(tag("table", tag("thead", top), tag("tbody", rows)), head[0])


def _also(content: Html) -> Html:
    return tag("details", tag("summary", "The same as a table"), content)


def histogram(figures: Figures) -> Html:
    """Draw how many have how many points."""
    most = max(figures.bins) or 1
    step = PLOT / BINS
    floor = HEIGHT - 40
    marks = [tick for tick in ticks(most, 5) if tick == int(tick)]
    content = [_mark(tick, floor - (floor - TOP) * tick / most) for tick in marks]
    names = [_bin(number, figures.max_score) for number in range(BINS)]
    for number, who in enumerate(figures.bins):
        height, x = (floor - TOP) * who / most, LEFT + number * step
        content += [
            tag("rect", x=x + 3, y=floor - height, width=step - 6, height=height, class_="share"),
            label(x + step / 2, floor + 18, names[number], "tick", "middle"),
        ]
    told = ", ".join(f"{name}: {who}" for name, who in zip(names, figures.bins, strict=True) if who)
    drawn = drawing("points", "How many have how many points", told, HEIGHT, content)
    lines = [(name, str(who)) for name, who in zip(names, figures.bins, strict=True)]
    return tag("figure", drawn, _also(table(("points", "students"), lines)))


def _mark(tick: float, y: float) -> Html:
    number = label(LEFT - 8, y + 4, f"{tick:g}", "tick", "end")
    return join([line(LEFT, y, LEFT + PLOT, y, "grid"), number])


def _bin(number: int, most: int) -> str:
    """Return the points of a bar in words, such as 10-19; the last has all of them as well."""
    first = -(-number * most // BINS)
    last = most if number == BINS - 1 else -(-(number + 1) * most // BINS) - 1
    return f"{first}\N{EN DASH}{last}"


def shares(figures: ExerciseFigures) -> Html:
    """Draw the share that passed each check of an exercise."""
    room = WIDTH - NAMES - 90
    content: list[Html] = []
    for row, item in enumerate(figures.items):
        y = row * ROW
        content += [
            label(NAMES - 8, y + 16, item.id.partition(".")[2], "lane-name", "end"),
            tag("rect", x=NAMES, y=y + 4, width=room, height=ROW - 8, class_="there"),
            tag(
                "rect", x=NAMES, y=y + 4, width=room * _share(item), height=ROW - 8, class_="share"
            ),
            label(NAMES + room + 8, y + 16, f"{item.passed} of {item.all}", "tick"),
        ]
    told = ", ".join(f"{item.id}: {item.passed} of {item.all}" for item in figures.items)
    title = f"The share that passed each check of {figures.id}"
    drawn = drawing(f"{figures.id}-shares", title, told, len(figures.items) * ROW, content)
    lines = [
        (item.id, item.words, f"{100 * _share(item):.0f} %", _discrimination(item))
        for item in figures.items
    ]
    also = _also(table(("check", "it", "passed", "discrimination"), lines))
    return tag("figure", drawn, also)


def _share(item: Item) -> float:
    return item.passed / item.all if item.all else 0.0


def _discrimination(item: Item) -> str:
    return "\N{EN DASH}" if item.discrimination is None else f"{item.discrimination:+.2f}"
