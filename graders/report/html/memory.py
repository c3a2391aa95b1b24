"""The memory of the server's process, drawn against the bytes that had been streamed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graders.report.html.drawing import LEFT, PLOT, Scale, drawing, label, line, ticks
from graders.report.html.markup import Html, tag
from graders.transcript import Memory

TOP, HEIGHT, BELOW = 26.0, 240.0, 44.0
MEBIBYTE = 1 << 20
NAME = 90.0
"""The width of a curve's name, which is above its end."""
MOST_ROWS = 60
ABOUT = (
    "The memory of the server's process, above what it needed before, against the bytes that the "
    "client had received. Each curve is one log; a flat one is a server that holds none of it. The "
    "circle is where the client had stopped reading. The dotted line would be one byte of memory "
    "for each byte of log."
)


def memory_chart(memory: Sequence[Memory], id: str) -> Html:
    """Draw a curve for each log, with a table that says the same."""
    highest = max(m.peak for m in memory)
    end = max([1, highest, *(m.log_size for m in memory), *(m.received for m in memory)])
    scale = SquareScale(1.04 * end / MEBIBYTE)
    drawn = [*_grid(scale), _held(scale)]
    drawn += [_curve(curve, scale, f"curve curve-{n % 3}") for n, curve in enumerate(memory)]
    image = drawing(id, "Memory against bytes streamed", ABOUT, TOP + HEIGHT + BELOW, drawn)
    tables = tag("details", tag("summary", "The numbers as a table"), map(_table, memory))
    return tag("figure", image, tag("figcaption", ABOUT, class_="note"), tables)


class SquareScale(Scale):
    """The same mebibytes along both axes."""

    def y(self, mebibytes: float) -> float:
        """Return how high `mebibytes` are in the drawing."""
        return TOP + HEIGHT - max(mebibytes, 0.0) / self.end * HEIGHT


def _grid(scale: SquareScale) -> Iterator[Html]:
    bottom = TOP + HEIGHT
    yield label(LEFT, 14, "memory above the start (MB)", "tick")
    yield label(LEFT + PLOT, bottom + 36, "received by the client (MB)", "tick", "end")
    for tick in ticks(scale.end, 8):
        yield line(LEFT, scale.y(tick), LEFT + PLOT, scale.y(tick), "base" if tick == 0 else "grid")
        yield label(LEFT - 10, scale.y(tick) + 4, f"{tick:g}", "tick", "end")
        yield label(scale.x(tick), bottom + 18, f"{tick:g}", "tick", "middle")


def _held(scale: SquareScale) -> Html:
    """The line of a server that holds all it has sent."""
    return line(scale.x(0), scale.y(0), scale.x(scale.end), scale.y(scale.end), "held")


def _curve(memory: Memory, scale: SquareScale, class_: str) -> Html:
    points = [(scale.x(a / MEBIBYTE), scale.y(b / MEBIBYTE)) for a, b in memory.samples]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    (x, y), (end, _) = points[0], points[-1]
    above = min(height for at, height in points if at >= end - NAME)
    curve = tag("polyline", points=path)
    stalled = tag("circle", cx=x, cy=y, r=4)
    name = label(end, above - 8, f"log of {_mb(memory.log_size)}", "name", "end")
    return tag("g", curve, stalled, name, class_=class_)


def _table(memory: Memory) -> Html:
    head = tag("tr", tag("th", "received", scope="col"), tag("th", "memory", scope="col"))
    samples = memory.samples[:: -(-len(memory.samples) // MOST_ROWS)]
    rows = (tag("tr", tag("td", _mb(a)), tag("td", _mb(b))) for a, b in samples)
    caption = tag("caption", f"a log of {_mb(memory.log_size)}")
    return tag("table", caption, tag("thead", head), tag("tbody", rows))


def _mb(size: int) -> str:
    return f"{size / MEBIBYTE:.1f}".removesuffix(".0") + " MB"
