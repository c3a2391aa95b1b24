"""Recognise the mistakes of a client, by what it yields of the bodies that it is sent."""

from __future__ import annotations

from collections.abc import Mapping

from graders.transcript import Run, Transcript

BODIES = ("in one piece", "empty", "empty, chunked", "compressed")


def client_mistake(transcript: Transcript, path: str) -> str | None:
    """Return the likely mistake of a client that was to ask for `path`."""
    run = transcript.runs.get("piece by piece")
    if run is None:
        return None
    if run.end == "not_async_iterable":
        return f"stream_text gives a {run.what}: an async def with a yield in it is what is needed."
    if any(not sent.loop_free for sent in run.sent):
        return "The client is synchronous: it stops the event loop while it waits for the server."
    if known := _by_request(run, path):
        return known
    if run.problem is not None:
        return None  # the exception says it best
    return _by_pieces(run) or _by_other_runs(transcript.runs)


def _by_request(run: Run, path: str) -> str | None:
    """What is wrong with what the server is asked."""
    if run.request is None:
        made_up = "No request reaches the server: what is yielded does not come from the url."
        return made_up if run.end in ("complete", "endless") else None
    method, _, target = run.request.partition(" ")
    if not method.isupper():
        return f"The server gets {run.request}: send GET with httpx, which knows how to ask."
    if target == path and method != "GET":
        return f"The server is asked with {method}, but it has the text for GET."
    if run.request != f"GET {path}":
        return f"The server gets {run.request}, not GET {path}: hand over the url as it is."
    return None


def _by_pieces(run: Run) -> str | None:
    """What is wrong with the pieces of an ordinary body."""
    type = next((piece.type for piece in run.pieces if piece.type != "str"), None)
    if type is not None:
        return f"The pieces are not str but {type}; response.aiter_text() gives text."
    if run.end == "endless":
        return "The pieces never end: yield only what arrives."
    if run.sent and run.text == "".join(repr(sent.data) for sent in run.sent):
        return "str() of bytes gives b'...' and decodes nothing; response.aiter_text() gives text."
    body = run.body.decode()
    if run.text != body and run.pieces and run.pieces[-1].text == body:
        return "Each piece has all the text before it again; yield only what is new."
    if run.text != body and "".join(run.text.split()) == "".join(body.split()):
        return "White space is taken from the pieces, or added; yield each piece as it is."
    if run.pieces and run.sent and run.pieces[0].step > run.sent[0].step:
        if run.pieces[0].step > run.sent[-1].step:
            return (
                "Nothing is yielded before the whole body is there: it is read first, or it waits "
                "for a line end (aiter_lines) or for a full chunk_size."
            )
        return "Each piece is held back until the next one arrives."
    return None


def _by_other_runs(runs: Mapping[str, Run]) -> str | None:
    """What is wrong only with bodies, errors and loops that are less ordinary."""
    again = runs.get("a second time")
    if again is not None and again.problem is not None:
        return f"It works once, and then never again: {again.problem.message}."
    known = _by_error(runs.get("4xx")) or _by_characters(runs) or _by_bodies(runs)
    return known or _by_silence(runs.get("silence")) or _by_end(runs)


def _by_error(error: Run | None) -> str | None:
    """What is wrong when the server answers with an error."""
    if error is None:
        return None
    if error.text:
        if error.raised_by_status:
            return "raise_for_status() comes too late: the error's body was yielded before it."
        return (
            "The text of an error is yielded like any other: nothing calls raise_for_status() "
            "and lets out what it raises. Its name alone, without the (), does not call it."
        )
    if error.end == "complete":
        return "An error's status raises nothing: let HTTPStatusError, of raise_for_status(), out."
    if error.end == "open":
        return (
            "An error's status has to raise HTTPStatusError at once: it is not to be tried again."
        )
    if error.end == "raised" and not error.raised_by_status:
        return "An error's status has to raise httpx.HTTPStatusError, as raise_for_status() does."
    return None


def _by_characters(runs: Mapping[str, Run]) -> str | None:
    """What is wrong with text beyond ASCII, in one piece or byte by byte."""
    whole, split = runs.get("in one piece"), runs.get("byte by byte")
    if whole is not None and whole.text and whole.text != whole.body.decode():
        return "Characters beyond ASCII are lost, even when they are not split: the body is UTF-8."
    if split is None:
        return None
    text = split.body.decode()
    if split.text == text:
        return None
    if "".join(split.text.split()) == "".join(text.split()):
        return "Pieces that are only white space are left out; they belong to the text."
    return "Each chunk is decoded by itself, so a character that is split between two is lost."


def _by_bodies(runs: Mapping[str, Run]) -> str | None:
    for name in BODIES:
        run = runs.get(name)
        if run is None or (run.text == run.body.decode() and run.problem is None):
            continue
        if name == "compressed":
            return (
                "A compressed body is not unpacked. The client says that it takes gzip, as httpx "
                "does by itself; aiter_text() and aiter_bytes() unpack it, aiter_raw() does not."
            )
        problem = f"raises {run.problem.message}" if run.problem else "is not read as it should be"
        return f"A body that is {name} {problem}."
    return None


def _by_silence(run: Run | None) -> str | None:
    if run is None:
        return None
    if run.problem is not None and "Timeout" in run.problem.message:
        return (
            f"{run.problem.message.split(':')[0]} is raised while the server is silent: the "
            "timeout is shorter than that. Without one of your own, httpx waits 5 seconds."
        )
    if run.end == "complete" and run.text != run.body.decode():
        return (
            "The text ends where the server is silent, and what comes after the pause is missing. "
            "asyncio.wait_for, if it is used, cancels what it waits for, and with it the stream."
        )
    return None


def _by_end(runs: Mapping[str, Run]) -> str | None:
    """What is wrong after the end: with the connection, or with the next event loop."""
    left, other = runs.get("left early"), runs.get("in another event loop")
    if left is not None and left.closed is False:
        return "The connection stays open after the reader has gone."
    if any(run.closed is False for run in runs.values()):
        return "The connection stays open after an error's status has raised its exception."
    if other is not None and other.end != "complete":
        return "The client is tied to one event loop: make it inside the function."
    return None
