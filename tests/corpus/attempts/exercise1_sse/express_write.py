# Comes from Express: asks for the response, writes into it, sets its header, ends it.
# line: 42, 46, 47
# mend: none: yield the events, and return a StreamingResponse over them

r"""Exercise 1: the tokens as Server-Sent Events, the format a browser's EventSource reads.

Finish stage 1 first: its tokens are here under the name words.

Provide   token_stream(prompt), and app, which answers GET /generate?prompt=...
In        prompt: any text, from the address
Out       status 200, content type text/event-stream, one event for each token
Event     the text "data: ", the token, and two newlines: one ends the line, one the event
Stream    each event leaves as soon as its token is made

Two things differ from stage 2: what the generator yields, and the media type. What a client
receives for /generate?prompt=hi is eight events:

    content-type: text/event-stream; charset=utf-8

    b"data: You \n\n"  b"data: said: \n\n"  b"data: hi. \n\n"  ...  b"data: answer. \n\n"

Try it    python -m uvicorn --app-dir starter exercise1_sse:app
          curl -N "http://127.0.0.1:8000/generate?prompt=hi"      (in a second terminal)
Grade it  nox -s grade -- exercise1
"""

from collections.abc import Iterator

from fastapi import FastAPI, Response
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str) -> Iterator[str]:
    """Yield one event for each token of the reply."""
    yield from words(prompt)  # The bare tokens, as in stage 2: not events yet.


@app.get("/generate")
def generate(prompt: str, response: Response):
    """Answer with the events of token_stream, as an event stream."""
    response.headers["Content-Type"] = "text/event-stream"
    for token in words(prompt):
        response.write(f"data: {token}\n\n")
    response.end()
