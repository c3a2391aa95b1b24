"""What held generators show: did each part reach the client before the next was made?

Each generator of the student's is held whenever it is asked to go on, and the client has by then
all that was sent. So what it had says what the generator was made to wait for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from graders.errors import CheckFailed
from graders.lesson import reply_tokens
from graders.text import count
from graders.transcript import Hold, Stream

Holds = Sequence[Hold]


def not_held_back(stream: Stream, ends: Sequence[int]) -> None:
    """Require that each part had arrived before its source was asked for the next item.

    `ends` says with how many bytes of the body each part is complete. A file without a source of
    its own, such as a loop over the words that sends each, has nothing that it could hold back.
    """
    for holds in token_sources(stream):
        late = _late(holds, stream, ends)
        if late is not None:
            raise _held_back(late)


def token_sources(stream: Stream) -> list[Holds]:
    """Return the holds of each generator that the tokens came from.

    These are what the contract calls token_stream, and a list that was handed over instead. Where
    there is none of them, it is every generator and iterator that gave the reply, or the body.
    """
    sources = _by_source(stream.holds)
    lists = [holds for holds in sources if holds[0].kind == "list"]
    named = [holds for holds in sources if holds[0].kind == "token_stream"]
    # Held once at most, it hardly made the tokens: some other generator did.
    if not any(len(holds) > 1 for holds in named):
        named += [h for h in sources if h[0].kind == "generator" and _gives_the_reply(h, stream)]
    return [*named, *lists]


def all_at_once(stream: Stream) -> Holds | None:
    """Return the holds of a source that gave all it has before anything was sent, if one did."""
    sources = [holds for holds in token_sources(stream) if len(holds) > 1]
    return next((holds for holds in sources if holds[-1].size == 0), None)


def _late(holds: Holds, stream: Stream, ends: Sequence[int]) -> Hold | None:
    """Return the first hold at which the client lacked something that the source had given."""
    if any(hold.on_loop for hold in holds):  # nothing could be sent then, but before the end some
        return _if_nothing_came(holds, ends, least=1)
    complete = _parts_given(holds, stream, ends)
    # Neither its text nor its number says which part an item belongs to. Then it is only certain
    # that the first part had to come before the end.
    if complete is None and not len(ends) - 1 <= len(holds) <= len(ends):
        return _if_nothing_came(holds, ends, least=min(ends, default=0))
    parts = complete or [hold.item for hold in holds]
    needed = [([0, *ends])[min(number, len(ends))] for number in parts]
    return next((hold for hold, size in zip(holds, needed, strict=True) if hold.size < size), None)


def _if_nothing_came(holds: Holds, ends: Sequence[int], least: int) -> Hold | None:
    """Return the last hold if less than `least` bytes had come by then; one alone says nothing."""
    is_stream = len(holds) > 1 or len(ends) <= len(holds) + 1
    return holds[-1] if is_stream and holds[-1].size < least else None


def _parts_given(holds: Holds, stream: Stream, ends: Sequence[int]) -> list[int] | None:
    """Return how many parts the source had given in full at each hold, if its text tells."""
    given = list(accumulate((hold.text or "").encode() for hold in holds))
    # A source gives the body as it is sent, or the words that are packed into events afterwards.
    for whole, parts in ((stream.body, ends), _reply(stream)):
        if given[-1] and whole.startswith(given[-1]):
            return [bisect_right(parts, len(text)) for text in given]
    return None


def _gives_the_reply(holds: Holds, stream: Stream) -> bool:
    """Whether a source gave the text of the reply, or of the body, except perhaps its last part."""
    given = "".join(hold.text or "" for hold in holds).encode()
    reply, parts = _reply(stream)
    if len(holds) < 2 or len(parts) < 2:
        return False
    enough = (parts[-2], len(stream.body) - len(stream.chunks[-1].data) if stream.chunks else 1)
    wholes = zip((reply, stream.body), enough, strict=True)
    return any(whole.startswith(given) and len(given) >= least > 0 for whole, least in wholes)


def _reply(stream: Stream) -> tuple[bytes, list[int]]:
    """Return the reply to the stream's prompt, and with how many bytes each token is complete."""
    tokens = [token.encode() for token in reply_tokens(stream.prompt or "")]
    return b"".join(tokens), list(accumulate(map(len, tokens)))


def _by_source(holds: Holds) -> list[Holds]:
    sources = dict.fromkeys(hold.source for hold in holds)
    return [[hold for hold in holds if hold.source == source] for source in sources]


def _held_back(hold: Hold) -> CheckFailed:
    return CheckFailed(
        f"token {hold.item} at the client before token {hold.item + 1} is asked for",
        f"token {hold.item + 1} asked for while the client had "
        f"{count(hold.chunks, 'chunk')} ({count(hold.size, 'byte')})",
        f"when {hold.name} was asked for token {hold.item + 1}",
    )
