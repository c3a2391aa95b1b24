r"""Exercise 1: the tokens as Server-Sent Events, the format a browser's EventSource reads.

Finish stage 1 first: its tokens are here under the name words.

Provide   token_stream(prompt), and app, which answers GET /generate?prompt=...
In        prompt: any text, from the address
Out       status 200, content type text/event-stream, one event for each token
Event     the text "data: ", the token, and two newlines: one ends the line, one the event
Stream    each event leaves as soon as its token is made

Two things differ from stage 2: what the generator yields, and the media type, so both functions
change. What a client receives for /generate?prompt=hi is eight events:

    content-type: text/event-stream; charset=utf-8

    b"data: You \n\n"  b"data: said: \n\n"  b"data: hi. \n\n"  ...  b"data: answer. \n\n"

Try it    python -m uvicorn --app-dir starter exercise1_sse:app
          curl -N "http://127.0.0.1:8000/generate?prompt=hi"      (in a second terminal)
          In PowerShell, curl is called curl.exe.
Grade it  nox -s grade -- exercise1
"""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str) -> Iterator[str]:
    """Yield one event for each token of the reply."""
    yield from words(prompt)  # The bare tokens, as in stage 2: change this too.


@app.get("/generate")
def generate(prompt: str) -> StreamingResponse:
    """Answer with the events of token_stream, as an event stream."""
    # Make token_stream, above, yield events, then send them from here.
    # TODO(exercise1): about 3 lines. Two of them are in token_stream.
    raise NotImplementedError("exercise1_sse: generate")
