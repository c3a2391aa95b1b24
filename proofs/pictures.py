"""Take the pictures of the README: `nox -s pictures`, or `python -m proofs.pictures`.

They are taken from the real thing, with the Chromium of this machine; with Pillow the files are
smaller.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.chromium import Missing, chromium
from tests.support.lab import lab_on
from tests.support.paths import SOLUTIONS
from tests.support.reports import hand_in, report

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
MARGIN = 12
COLOURS = 128

SHOWN = "exercise1_sse"
"""What the lab shows: without [DONE], an EventSource connects again."""
PAUSE = 600
"""Milliseconds before each token, so that there is room for most of their names."""
AGAIN = "2 connections"
"""When the lab is stopped: what comes for a second time is folded."""

MISTAKE = "stage2_streaming/collects_in_a_list"
HELD = "figure:has(g.released)"
"""The drawing that has a lane for the tokens that were given."""
LEFT_OUT = f"""
    .exercise.passed, .check.passed, figure:not({HELD}) {{ display: none; }}
"""
"""Parts of the report that would make its picture too long."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Take all pictures; return 1 if there is nothing to take them with."""
    argparse.ArgumentParser(description="Take the README's pictures.").parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        page = report(hand_in(folder / "starter", MISTAKE), folder / "report.html")
        try:
            with chromium() as browser:
                take_lab(browser, folder)
                take_report(browser, page)
        except Missing as missing:
            print(f"pictures: {missing}", file=sys.stderr)
            return 1
    return 0


def take_lab(browser: Any, temporary: Path) -> None:
    """Take the lab's page down to the timeline, after a run."""
    with lab_on(SOLUTIONS, temporary=temporary) as lab, tab(browser, 1200) as page:
        page.goto(f"{lab.url}#{SHOWN}")
        page.locator(f".dot.ready[data-state-of={SHOWN}]").wait_for()
        page.locator("#delay").fill(str(PAUSE))
        page.click("#start")
        page.locator(".lane.source .status", has_text=AGAIN).wait_for()
        page.click("#start")
        page.locator("#run-status", has_text="over").wait_for()
        take(page, "lab", page.locator("section:has(#timeline)"))


def take_report(browser: Any, report: Path) -> None:
    """Take the report's header, and of the wrong exercise what is wrong and the held stream."""
    with tab(browser, 1280) as page:
        page.goto(report.as_uri())
        page.add_style_tag(content=LEFT_OUT)
        take(page, "report", page.locator(f".exercise.failed {HELD}"))


@contextmanager
def tab(browser: Any, width: int) -> Iterator[Any]:
    """Open a tab of this width, with the light colours."""
    size = {"width": width, "height": 900}
    with browser.new_page(color_scheme="light", viewport=size) as page:
        yield page


def take(page: Any, name: str, last: Any) -> None:
    """Take a picture of the page from its top to the end of the element `last`."""
    box = last.bounding_box()
    height = box["y"] + box["height"] + MARGIN
    clip = {"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height}
    picture = PICTURES / f"{name}.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=picture, clip=clip, full_page=True, animations="disabled")
    reduce(picture)
    print(f"{picture}: {picture.stat().st_size:,} bytes")


def reduce(picture: Path) -> None:
    """Keep few colours of a picture, if Pillow is there to do it."""
    with contextlib.suppress(ImportError):
        from PIL import Image

        with Image.open(picture) as image:
            few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(picture, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
