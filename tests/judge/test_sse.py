"""The event-stream decoder, on the web-platform tests' EventSource cases and on literal bytes."""

import random
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from graders.judge import sse
from graders.judge.sse import Decoder, Event, IgnoredLine, decode

BOM = b"\xef\xbb\xbf"
COMMENT = b":" + b"x" * 2048
ELLIPSIS = "…".encode()
END = b"\n\n\n"  # what the web-platform tests' server adds, unless the case says newline=none

# name -> the bytes sent, the data of the events that reach onmessage
WPT = {
    "event-data": (
        (
            b"data:msg\ndata: msg\n\n:\nfalsefield:msg\n\nfalsefield:msg\nData:data\n\n"
            b"data\n\ndata:end\n\n"
        ),
        ["msg\nmsg", "", "end"],
    ),
    "format-bom": (BOM + b"data:1\n\n" + BOM + b"data:2\n\ndata:3" + END, ["1", "3"]),
    "format-bom-2": (BOM + BOM + b"data:1\n\ndata:2\n\ndata:3" + END, ["2", "3"]),
    "format-comments": (
        b"data:1\r:\0\n:\r\ndata:2\n%b\rdata:3\n:data:fail\r%b\ndata:4\n\n" % (COMMENT, COMMENT),
        ["1\n2\n3\n4"],
    ),
    "format-data-before-final-empty-line": (
        b"retry:1000\ndata:test1\n\nid:test\ndata:test2\n",
        ["test1"],
    ),
    "format-field-data": (b"data:\n\ndata\ndata\n\ndata:test" + END, ["", "\n", "test"]),
    "format-field-event": (b"event:test\ndata:x\n\ndata:x" + END, ["x"]),
    "format-field-event-empty": (b"event: \ndata:data" + END, ["data"]),
    "format-field-id": (b"id:%b\ndata:hello" % ELLIPSIS + END, ["hello"]),
    "format-field-id-2": (
        b"id:%b\ndata:hello\n\ndata:%b\n\ndata:%b" % (ELLIPSIS, ELLIPSIS, ELLIPSIS) + END,
        ["hello", "…", "…"],
    ),
    "format-field-id-null": (b"id:\0\0\ndata:hello\n\ndata:hello" + END, ["hello", "hello"]),
    "format-field-parsing": (
        (
            b"data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\n"
            b"data:3\rdata:\r\n data:32\ndata:4\n\n"
        ),
        ["\0\n 2\n1\n3\n\n4"],
    ),
    "format-field-retry": (b"retry:03000\ndata:x" + END, ["x"]),
    "format-field-retry-bogus": (b"retry:3000\nretry:1000x\ndata:x" + END, ["x"]),
    "format-field-retry-empty": (b"retry\ndata:test" + END, ["test"]),
    "format-field-unknown": (
        b"data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\ndata:test" + END,
        ["test\n\ntest"],
    ),
    "format-leading-space": (b"data:\ttest\rdata: \ndata:test" + END, ["\ttest\n\ntest"]),
    "format-newlines": (b"data:test\r\ndata\ndata:test\r\n\r\n", ["test\n\ntest"]),
    "format-null-character": (b"data:\0\n\n" + END, ["\0"]),
    "format-utf-8": ("data:ok…".encode() + END, ["ok…"]),
}

# Ours: line ends and characters that a cut may hurt, and blocks that are no event.
OURS = {
    "empty": b"",
    "only-bom": BOM,
    "half-bom": BOM[:2] + b"data:1\n\ndata:2\n\n",
    "bom-after-blank-line": b"\n" + BOM + b"data:1\n\n",
    "bom-crlf": BOM + b"\r\n\r\ndata:1\r\n\r\n" + BOM,
    "every-line-end": b"\r\n\n\rdata:1\r\rdata:2\n\ndata:3\r\n\r\ndata\r\n\ndata\n\r\ndata:6\r\n",
    "invalid-utf-8": b"data:\xff\xe2\x80\ndata:\xed\xa0\x80\xf0\x9f\x98\n\nid:\xe2\n\x80\n\n",
    "astral": "data:😀\u2028\x85\ufeff\n\nevent:😀\r\rdata:😀".encode(),
    "everything": b":c\nid:1\nretry:5\nevent:e\nYou \ndata:x\n\nid\n\nevent:f\n\ndata\n\ndata:z\n",
}

WIRES = [pytest.param(wire, id=name) for name, (wire, _) in WPT.items()]
WIRES += [pytest.param(wire, id=name) for name, wire in OURS.items()]


def wpt(name: str, expected: object) -> Any:
    """What else a web-platform case says, about its types, ids or retry."""
    return pytest.param(WPT[name][0], expected, id=name)


def pieces(wire: bytes, cuts: list[int]) -> list[bytes]:
    """Cut the wire at each of the (ascending) positions."""
    return [wire[a:b] for a, b in zip([0, *cuts], [*cuts, len(wire)], strict=True)]


def result(chunks: list[bytes]) -> tuple[object, ...]:
    """Return everything the decoder tells about a stream."""
    decoder = Decoder()
    events = [event for chunk in chunks for event in decoder.feed(chunk)]
    return events, decoder.retry, decoder.ignored, decoder.pending


def fed(wire: bytes) -> Decoder:
    decoder = Decoder()
    decoder.feed(wire)
    return decoder


@pytest.mark.parametrize(
    ("wire", "messages"), [pytest.param(*case, id=name) for name, case in WPT.items()]
)
def test_web_platform_case(wire: bytes, messages: list[str]) -> None:
    assert [event.data for event in decode([wire]) if event.type == "message"] == messages


@pytest.mark.parametrize("wire", WIRES)
def test_any_cut_in_two_gives_the_same(wire: bytes) -> None:
    whole = result([wire])
    for cut in range(len(wire) + 1):
        assert result(pieces(wire, [cut])) == whole, f"cut at {cut}"


@pytest.mark.parametrize("wire", WIRES)
def test_one_byte_at_a_time_gives_the_same(wire: bytes) -> None:
    assert result(pieces(wire, list(range(1, len(wire))))) == result([wire])


@pytest.mark.parametrize("wire", WIRES)
def test_random_cuts_give_the_same(wire: bytes) -> None:
    dice = random.Random(20)
    for _ in range(50):
        cuts = sorted(dice.choices(range(len(wire) + 1), k=dice.randint(2, 20)))
        assert result(pieces(wire, cuts)) == result([wire]), cuts


@pytest.mark.parametrize(
    ("wire", "data"),
    [
        pytest.param(b"data:a\xffb\n\n", "a\ufffdb", id="stray-byte"),
        pytest.param(b"data:\xe2\x80\ndata:x\n\n", "\ufffd\nx", id="character-cut-by-line-end"),
        pytest.param(b"data:\xed\xa0\x80\n\n", "\ufffd" * 3, id="surrogate"),
        pytest.param("data:a\u2028\x85\x0b\n\n".encode(), "a\u2028\x85\x0b", id="no-line-end"),
        pytest.param(b"data:a" + BOM + b"\n\n", "a\ufeff", id="bom-within"),
        pytest.param(b"data:a: b\n\n", "a: b", id="second-colon"),
        pytest.param(b"data:\xc2\xa0a\n\n", "\xa0a", id="no-break-space-stays"),
    ],
)
def test_data(wire: bytes, data: str) -> None:
    assert [event.data for event in decode([wire])] == [data]


@pytest.mark.parametrize(
    ("wire", "spans"),
    [
        pytest.param(b"data:1\n\ndata:2\n\n", [(0, 8), (8, 16)], id="lf"),
        pytest.param(b"data:1\r\rdata:2\r\r", [(0, 8), (8, 16)], id="cr"),
        pytest.param(b"data:1\r\n\r\ndata:2\r\n\r\n", [(0, 9), (10, 19)], id="crlf"),
        pytest.param(b"data:1\n\r\ndata:2\r\n\n", [(0, 8), (9, 18)], id="mixed"),
        pytest.param(BOM + b"data:1\n\n", [(3, 11)], id="bom"),
        pytest.param(b"\n\r\n\rdata:1\n\n", [(4, 12)], id="blank-lines-first"),
        pytest.param(b":c\n\n:d\ndata:1\n\n", [(4, 15)], id="comments"),
        pytest.param("data:…\n\ndata:…\n\n".encode(), [(0, 10), (10, 20)], id="not-characters"),
    ],
)
def test_offsets(wire: bytes, spans: list[tuple[int, int]]) -> None:
    assert [(event.start, event.end) for event in decode([wire])] == spans


@pytest.mark.parametrize("blank", [b"\n", b"\r", b"\r\n"], ids=["lf", "cr", "crlf"])
def test_an_event_comes_with_the_byte_that_ends_it(blank: bytes) -> None:
    wire = b"data:1" + blank * 2
    arrivals = [len(Decoder().feed(wire[:n])) for n in range(len(wire) + 1)]
    (event,) = decode([wire])
    assert arrivals.index(1) == event.end


def test_an_event_is_told_once() -> None:
    decoder = Decoder()
    assert decoder.feed(b"data:1\r\r") == [Event("1", start=0, end=8)]
    assert decoder.feed(b"\n") == []
    assert decoder.feed(b"") == []
    assert decoder.feed(b"data:2\n\n") == [Event("2", start=9, end=17)]


@pytest.mark.parametrize(
    ("wire", "pending"),
    [
        pytest.param(b"", b"", id="nothing"),
        pytest.param(b"data:1\n\n", b"", id="complete"),
        pytest.param(b"data:1\r\n\r\n", b"", id="complete-crlf"),
        pytest.param(b"data:1\n\ndata:2\n", b"data:2\n", id="no-blank-line"),
        pytest.param(b"data:1\n\nid:1\r\ndata:2\r\n", b"id:1\r\ndata:2\r\n", id="several-lines"),
        pytest.param(b"data:1\n\ndata:\xe2\x80", b"data:\xe2\x80", id="within-a-character"),
        pytest.param(BOM + b"data:1", b"data:1", id="bom"),
        pytest.param(BOM, b"", id="only-bom"),
        pytest.param(b"data:1\\n\\n", b"data:1\\n\\n", id="backslash-n"),
    ],
)
def test_pending(wire: bytes, pending: bytes) -> None:
    assert fed(wire).pending == pending


@pytest.mark.parametrize(
    ("wire", "ignored"),
    [
        pytest.param(b"You said", [], id="unfinished"),
        pytest.param(b"You \n\nsaid: \r\n\r\n", [(0, b"You "), (6, b"said: ")], id="bare-text"),
        pytest.param(b"data:1\nData:2\n data:3\n", [(7, b"Data:2"), (14, b" data:3")], id="near"),
        pytest.param(BOM + b"x\n" + BOM + b"data\n", [(3, b"x"), (5, BOM + b"data")], id="bom"),
        pytest.param(b"\n\r\n\xff\r\n", [(3, b"\xff")], id="invalid-utf-8"),
        pytest.param(b":c\n:\ndata\nid:\0\nretry:x\nevent\n", [], id="comments-and-fields"),
    ],
)
def test_ignored(wire: bytes, ignored: list[tuple[int, bytes]]) -> None:
    assert fed(wire).ignored == [IgnoredLine(*each) for each in ignored]


@pytest.mark.parametrize(
    ("wire", "retry"),
    [
        wpt("format-field-retry", 3000),
        wpt("format-field-retry-bogus", 3000),
        wpt("format-field-retry-empty", None),
        pytest.param(b"retry: 3000\n", 3000, id="without-blank-line"),
        pytest.param(b"retry:0\n", 0, id="zero"),
        pytest.param(b"retry:1\n\nretry:2\n\n", 2, id="last-wins"),
        pytest.param(b"retry:5\nretry:1000x\nretry:-5\nretry:1_000\nretry:1.5\n", 5, id="bogus"),
        pytest.param(b"retry:5\nretry\nretry:\nretry:  7\nretry:7 \n", 5, id="empty-or-spaces"),
        pytest.param("retry:5\nretry:٣\nretry:²\n".encode(), 5, id="not-ascii"),
        pytest.param(b"retry:5\nretry:" + b"9" * 5000 + b"\n", 5, id="absurd"),
        pytest.param(b"retry:" + b"0" * 5000 + b"7\n", 7, id="many-zeros"),
    ],
)
def test_retry(wire: bytes, retry: int | None) -> None:
    assert fed(wire).retry == retry


@pytest.mark.parametrize(
    ("wire", "ids"),
    [
        wpt("format-data-before-final-empty-line", [""]),
        wpt("format-field-id", ["…"]),
        wpt("format-field-id-2", ["…", "…", "…"]),
        pytest.param(b"id: 1\ndata\n\ndata\n\n", ["1", "1"], id="format-field-id-3-persists"),
        pytest.param(
            b"id:1\ndata\n\nid:2\ndata\n\ndata\n\n", ["1", "2", "2"], id="format-field-id-3-changes"
        ),
        pytest.param(
            b"id:1\ndata\n\nid\ndata\n\ndata\n\n", ["1", "", ""], id="format-field-id-3-resets"
        ),
        wpt("format-field-id-null", ["", ""]),
        pytest.param(b"id:1\n\ndata\n\n", ["1"], id="from-a-block-without-data"),
        pytest.param(b"data\nid:1\n\n", ["1"], id="after-data"),
        pytest.param(b"id:1\nid:2\0\ndata\n\n", ["1"], id="null-ignored"),
        pytest.param(b"id:  1 \ndata\n\n", [" 1 "], id="spaces-stay"),
    ],
)
def test_last_event_id(wire: bytes, ids: list[str]) -> None:
    assert [event.last_event_id for event in decode([wire])] == ids


@pytest.mark.parametrize(
    ("wire", "types"),
    [
        wpt("format-field-event", ["test", "message"]),
        pytest.param(b"event:token\ndata\n\ndata\n\n", ["token", "message"], id="one-event-only"),
        pytest.param(b"data\nevent:a\nevent:b\n\n", ["b"], id="last-wins"),
        pytest.param(b"event:a\nevent\ndata\n\n", ["message"], id="empty"),
        pytest.param(b"event:a\n\ndata\n\n", ["message"], id="reset-without-data"),
        pytest.param(b"event:message\ndata\n\n", ["message"], id="message"),
        pytest.param(b"Event:a\ndata\n\n", ["message"], id="case-sensitive"),
    ],
)
def test_type(wire: bytes, types: list[str]) -> None:
    assert [event.type for event in decode([wire])] == types


@pytest.mark.parametrize("block", [b": ping\n\n", b"id:2\n\n", b"event:e\n\n", b"retry:1\n\n"])
def test_a_block_without_data_is_no_event(block: bytes) -> None:
    assert [event.data for event in decode([b"id:1\ndata:x\n\n" + block * 3])] == ["x"]


GROWING: dict[str, Callable[[int], bytes]] = {
    "long-line": lambda n: b"data:" + b"x" * n,
    "long-block": lambda n: b"data:x\n" * (n // 7),
    "long-block-crlf": lambda n: b":c\r\n" * (n // 4),
    "bom-and-long-line": lambda n: BOM + b"x" * n,
    "many-events": lambda n: b"data:x\n\n" * (n // 8),
}


@pytest.mark.parametrize("wire", [pytest.param(grow(4000), id=n) for n, grow in GROWING.items()])
def test_no_byte_is_searched_twice(wire: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[bytes] = []
    pattern = sse._LINE_OR_REST

    class Counting:
        def finditer(self, data: bytes) -> Iterator[object]:
            searched.append(data)
            return pattern.finditer(data)

    monkeypatch.setattr(sse, "_LINE_OR_REST", Counting())
    result(pieces(wire, list(range(1, len(wire)))))
    assert sum(map(len, searched)) == len(wire)


def allocated(wire: bytes) -> int:
    """Feed one byte at a time; add up what each feed allocates, which a copied buffer would."""
    decoder, total = Decoder(), 0
    tracemalloc.start()
    for at in range(len(wire)):
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        decoder.feed(wire[at : at + 1])
        total += tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    return total


@pytest.mark.parametrize("grow", [pytest.param(grow, id=n) for n, grow in GROWING.items()])
def test_no_feed_copies_what_came_before(grow: Callable[[int], bytes]) -> None:
    assert allocated(grow(16_000)) < 2.5 * allocated(grow(8_000))
