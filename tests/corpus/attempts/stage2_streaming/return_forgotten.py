# Comes from Express, where a response is sent and not returned.
# line: 37
# mend: return the response

"""Stage 2: send the tokens over HTTP, each one as soon as it is made.

Finish stage 1 first: the tokens come from the token_stream you wrote there.

Provide   app, which answers GET /generate?prompt=...
In        prompt: any text, from the address
Out       status 200, content type text/plain, and the tokens of token_stream(prompt)
Stream    each token leaves as a chunk of its own, before the next one is made
Pauses    none are asked for; while this is graded, time.sleep takes no time

What a client receives for /generate?prompt=hi is eight chunks:

    content-type: text/plain; charset=utf-8

    b"You "  b"said: "  b"hi. "  b"Here "  b"is "  b"a "  b"streamed "  b"answer. "

Try it    python -m uvicorn --app-dir starter stage2_streaming:app
          curl -N "http://127.0.0.1:8000/generate?prompt=hi"      (in a second terminal)
Grade it  nox -s grade -- stage2
"""

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream  # noqa: F401 - your code below uses it

app = FastAPI()


@app.get("/generate")
def generate(prompt: str) -> StreamingResponse:
    """Answer with the tokens of the reply, as a stream of plain text."""
    # TODO(stage2): about 1 line.
    response = StreamingResponse(token_stream(prompt), media_type="text/plain")
