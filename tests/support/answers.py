"""Evidence of what a file gave: tokens of a generator, or the chunks of an answer."""

from __future__ import annotations

from graders.repair.rule import Evidence
from graders.transcript import Call, Token
from tests.support.corrections import evidence
from tests.support.transcripts import stream


def of_tokens(*texts: str, type: str = "str", gave: str = "generator") -> Evidence:
    """Return the evidence of a stage 1 whose call gave these tokens for the lesson's prompt."""
    seen = evidence("stage1_generator")
    tokens = [Token(text, type) for text in texts]
    seen.transcript.calls["lesson"] = Call("hi", type=gave, tokens=tokens)
    return seen


def of_chunks(exercise: str, *chunks: str, status: int = 200, media: str = "") -> Evidence:
    """Return the evidence of an app that answered the lesson's request with these chunks."""
    seen = evidence(exercise)
    headers = {"content-type": media} if media else {}
    seen.transcript.streams["lesson"] = stream(*chunks, status=status, headers=headers)
    return seen
