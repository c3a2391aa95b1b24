"""Make HTML in which text from outside stays text: cleaned, cut and escaped on its way in."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from graders.report.console import MARKS
from graders.text import clean, shortened

MOST = 10_000
"""Characters of one text that are shown; the others are counted."""
VOID = {"meta"}


class Html(str):
    """What is markup already, made by `tag` or by the kit itself."""

    __slots__ = ()


Content = str | None | Iterable["Content"]
Attribute = str | int | float | None


def tag(name: str, /, *content: Content, **attributes: Attribute) -> Html:
    """Return an element; what is not `Html` in it is text, and an attribute of None is left out.

    A trailing underscore is dropped from an attribute's name, and others become hyphens.
    """
    told = "".join(_attribute(key, at) for key, at in attributes.items() if at is not None)
    end = "" if name in VOID else f"{join(content)}</{name}>"
    return Html(f"<{name}{told}>{end}")


def join(content: Content) -> Html:
    """Return `content`, one after the other, as markup."""
    if content is None:
        return Html()
    if isinstance(content, str):
        return content if isinstance(content, Html) else text(content)
    return Html("".join(map(join, content)))


def text(value: str) -> Html:
    """Return text from anywhere as markup that shows it, and does nothing else."""
    return Html(escape(clean(shortened(value, MOST))))


def hidden(words: str) -> Html:
    """Return words for those who hear the page."""
    return tag("span", words, class_="hidden")


def mark(status: str) -> Html:
    """Return the sign of a status, for those who see the page."""
    return tag("span", MARKS[status].sign, class_=f"mark {status}", aria_hidden="true")


def facts(pairs: Iterable[tuple[str, Content]]) -> Html:
    """Return names and what they stand for, in a row."""
    rows = (tag("div", tag("dt", name), tag("dd", value)) for name, value in pairs)
    return tag("dl", rows, class_="facts")


def folded(summary: Content, *content: Content, class_: str | None = None) -> Html:
    """Return what is shown when its summary is pressed, and in print."""
    return tag("details", tag("summary", summary), content, class_=class_)


def _attribute(name: str, value: str | int | float) -> str:
    if isinstance(value, float):
        value = f"{value:.2f}".rstrip("0").rstrip(".")
    return f' {name.rstrip("_").replace("_", "-")}="{text(str(value))}"'
