"""Recognise the mistakes that are common to all exercises with a server, by what is on the wire."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from graders.exercise import Exercise
from graders.judge.held_back import all_at_once, token_sources
from graders.text import show
from graders.transcript import Stream, Transcript


def app_mistake(
    transcript: Transcript, exercise: Exercise, tokens: Sequence[str], media_type: str
) -> str | None:
    """Return the likely mistake behind an app's first answer, whose body should be `tokens`."""
    stream = transcript.streams.get("lesson")
    if stream is None:
        return None
    if stream.status != 200:
        return _by_status(stream, exercise)
    problem = stream.problem
    if problem is not None and problem.kind == "raised" and stream.end != "complete":
        return None  # the exception says it best
    if stream.end == "endless":
        return "The response never ends: the generator has to stop after the last of it."
    if stream.end == "stalled":
        return "The response stands still: it waits for something that nobody ever brings."
    known = _by_body(stream, tokens) or _by_type(stream, media_type)
    return known or (_by_gate(transcript) if len(stream.chunks) >= len(tokens) else None)


def _by_status(stream: Stream, exercise: Exercise) -> str | None:
    if stream.status == 404:
        return f"There is no endpoint at {exercise.path}: look at the path in the decorator."
    if stream.status == 405:
        return f"The endpoint at {exercise.path} does not answer GET."
    if stream.status == 422:
        return _by_refusal(stream, exercise)
    if stream.status != 500:
        return f"The status is {stream.status}; it has to be 200."
    return None


def _by_refusal(stream: Stream, exercise: Exercise) -> str:
    """Say what FastAPI misses in a request that it refuses with 422."""
    names = " and ".join(exercise.query)
    sent = f"the query parameter {names}" if names else "nothing beside the path"
    wanted = [place for place in _refused_places(stream) if place != sent]
    if not wanted:
        return f"The endpoint does not take {sent} as it is sent: it is refused with 422."
    return f"The endpoint wants {' and '.join(wanted)}, and is sent {sent}: it is refused with 422."


def _refused_places(stream: Stream) -> list[str]:
    """Return what the body of a 422 complains of, such as "the header x-token"."""
    try:
        places = [one["loc"] for one in json.loads(stream.body)["detail"]]
        kinds = {"query": "query parameter", "path": "part of the path"}
        return [f"the {kinds.get(place[0], place[0])} {place[-1]}" for place in places]
    except (ValueError, LookupError, TypeError, RecursionError):
        return []


def _by_body(stream: Stream, tokens: Sequence[str]) -> str | None:
    body, whole = stream.body.decode("utf-8", "replace"), "".join(tokens)
    if not body:
        return None
    if body in (json.dumps(whole), json.dumps(list(tokens), separators=(",", ":"))):
        return "The reply is returned as JSON; wrap the generator in a StreamingResponse."
    if body == "".join(f"{json.dumps(token)}\n" for token in tokens):
        return "FastAPI sends the tokens as JSON lines; say response_class=StreamingResponse."
    if body in ("null", "{}"):
        return "The endpoint returns nothing: return the StreamingResponse."
    if "generator object" in body:
        text = re.sub(" at 0x[0-9A-Fa-f]+", "", body)  # which is another in each run
        return f"The generator was turned into text, {show(text)}, not iterated."
    if body != whole and body.split() and "".join(body.split()) == "".join(whole.split()):
        return "White space is taken from the tokens, or added; send each as it is."
    if body == whole and len(stream.chunks) == 1 != len(tokens):
        return "The whole reply is sent in one piece: the tokens were joined before they were sent."
    if body == whole and len(stream.chunks) == len(whole):
        return (
            "The reply is sent character by character: a string was handed over, not the generator."
        )
    return None


def _by_type(stream: Stream, media_type: str) -> str | None:
    essence = stream.content_type.partition(";")[0]
    if essence == media_type:
        return None
    if essence == "application/jsonl":
        return "FastAPI makes JSON lines of what an endpoint yields itself; return a response."
    return f"The content type is {essence or 'missing'}; media_type has to be {media_type}."


def _by_gate(transcript: Transcript) -> str | None:
    held = transcript.streams.get("held at the gate")
    if held is not None and all_at_once(held) is not None:
        return "All tokens are collected before the first is sent, with list(...) or a loop."
    if held is not None and any(holds[0].size == 0 for holds in token_sources(held)):
        return "Each token is held back until the one after it has been made, not sent before."
    again = transcript.streams.get("second request") or transcript.streams.get("step by step")
    if again is not None and not again.body and transcript.streams["lesson"].body:
        return "The generator is made once and used up by the first request; make it in each."
    return None


def wrong_for_some_prompt(transcript: Transcript, right: Callable[[Stream], bool]) -> str | None:
    """Return that the answer to the lesson's prompt is right, and which other one is not."""
    if not right(transcript.streams["lesson"]):
        return None
    for name, stream in transcript.streams.items():
        if name.startswith("prompt: ") and stream.end == "complete" and not right(stream):
            kind = name.removeprefix("prompt: ")
            return f'The answer is right for "hi", and wrong for another prompt ({kind}).'
    return None
