"""Stage 2: the tokens over HTTP, each as soon as it is made.

The grader serves `app` with uvicorn and reads `GET /generate?prompt=...` chunk by chunk. To prove
that nothing is held back, it then lets each generator of the file go on to its next item only
after the client has what was sent before.
"""

from __future__ import annotations

from itertools import accumulate

from graders.exercise import Exercise
from graders.harness.rig import Rig
from graders.judge import require
from graders.judge.checks import check
from graders.judge.compare import (
    one_chunk_each,
    plain_text,
    same_body,
)
from graders.judge.diagnose import app_mistake, wrong_for_some_prompt
from graders.judge.expected_output import for_each_prompt, in_chunks
from graders.judge.held_back import not_held_back
from graders.lesson import LESSON_PROMPT, reply, reply_tokens
from graders.result import Expectation
from graders.scenarios import ask_in_every_way
from graders.transcript import Stream, Transcript

EXERCISE = Exercise(
    "stage2_streaming",
    "A StreamingResponse",
    role="app",
    name="app",
    source="token_stream",
    path="/generate",
    query={"prompt": LESSON_PROMPT},
)


async def record(rig: Rig) -> None:
    """Ask plainly, again, twice at once, with hard prompts, and held at the gate."""
    await ask_in_every_way(rig, EXERCISE)


def expected(transcript: Transcript) -> dict[str, Expectation]:
    """Return a chunk for each token of the reply."""
    return for_each_prompt(transcript, lambda stream, tokens: in_chunks(tokens))


@check("stage2.app", points=1)
def test_app(transcript: Transcript) -> None:
    """defines app, and uvicorn can start it

    The file must load, and app must be the FastAPI() object.
    """
    require.ready(transcript, "a file with an ASGI app named app")


@check("stage2.answers", points=1, after="stage2.app")
def test_answers(transcript: Transcript) -> None:
    """answers GET /generate?prompt=hi with status 200, to the end

    The path is /generate, and the endpoint's parameter is prompt.
    """
    require.stream(transcript, "lesson")


@check("stage2.content-type", points=2, after="stage2.answers")
def test_content_type(transcript: Transcript) -> None:
    """says that the body is text/plain; charset=utf-8

    Give StreamingResponse media_type="text/plain"; the charset is added for you.
    """
    plain_text(require.stream(transcript, "lesson"))


@check("stage2.body", points=2, after="stage2.answers")
def test_body(transcript: Transcript) -> None:
    """sends the whole reply, and nothing else

    Hand token_stream(prompt) to StreamingResponse: its tokens are the body.
    """
    same_body(require.stream(transcript, "lesson"), reply(LESSON_PROMPT))


@check("stage2.chunk-per-token", points=3, after="stage2.body")
def test_chunk_per_token(transcript: Transcript) -> None:
    """sends each token as a chunk of its own

    Do not join the tokens: each value that the generator yields becomes one chunk.
    """
    one_chunk_each(require.stream(transcript, "lesson"), reply_tokens(LESSON_PROMPT))


@check("stage2.incremental", points=3, after="stage2.chunk-per-token")
def test_incremental(transcript: Transcript) -> None:
    """sends each token before the next one is made

    Hand over the generator itself; list(...) or a loop that collects first waits for all of it.
    """
    stream = require.stream(transcript, "held at the gate")
    not_held_back(stream, list(accumulate(len(chunk.data) for chunk in stream.chunks)))


@check("stage2.prompts", points=1, after="stage2.body")
def test_prompts(transcript: Transcript) -> None:
    """gets every prompt whole, whatever characters are in it

    Take the prompt as FastAPI hands it over: it has decoded the address already.
    """
    for stream in require.streams(transcript, "prompt: "):
        same_body(stream, reply(stream.prompt or ""))


@check("stage2.second-request", points=1, after="stage2.body")
def test_second_request(transcript: Transcript) -> None:
    """answers a second request as well as the first

    Make a new generator in each request: one that has run is empty.
    """
    stream = require.stream(transcript, "second request")
    same_body(stream, reply(stream.prompt or ""))


@check("stage2.two-clients", points=1, after="stage2.second-request")
def test_two_clients(transcript: Transcript) -> None:
    """gives two clients at once their own replies

    Keep nothing of a request in a global: all requests share it.
    """
    for name in ("one of two", "other of two"):
        stream = require.stream(transcript, name)
        same_body(stream, reply(stream.prompt or ""), alone=False)


def diagnose(transcript: Transcript) -> str | None:
    """Return the most likely mistake in one sentence, if it can be recognised."""
    known = app_mistake(transcript, EXERCISE, reply_tokens(LESSON_PROMPT), "text/plain")
    if known or "lesson" not in transcript.streams:
        return known
    known = wrong_for_some_prompt(transcript, _is_right)
    if known is not None and "punctuation" in known:
        return f"{known} FastAPI hands the prompt over decoded: nothing is left to be decoded."
    two = [transcript.streams.get(name) for name in ("one of two", "other of two")]
    if _is_right(transcript.streams["lesson"]) and not all(map(_is_right, filter(None, two))):
        return "Two clients get each other's words: something of a request is in a global."
    return known


def _is_right(stream: Stream) -> bool:
    return stream.body == reply(stream.prompt or "").encode()


HINTS = (
    """
    The endpoint does not send anything itself. It returns a response, and that goes through the
    generator while it sends. The class for it is imported at the top of the file already.
    """,
    """
    StreamingResponse takes an iterator and sends each piece as soon as the iterator gives it. So
    give it the generator as it is: list(...), "".join(...) or a loop that collects would run it to
    its end before the first piece is sent. The content type of the answer is its media_type.

    Lesson: stage 2, "Wrap It in a StreamingResponse".

    https://fastapi.tiangolo.com/advanced/custom-response/#streamingresponse
    """,
    """
    One statement in place of the raise, with the three dots filled in:

        return StreamingResponse(..., media_type=...)

    First the call of token_stream with the prompt, and nothing around it; then the content type
    of plain text, which is "text/plain". The charset is added for you.
    """,
)
