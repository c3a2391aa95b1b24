# Takes words for a list of words: loops over the function.
# line: 36
# mend: call it: words(prompt)

"""Stage 3: tokens that take time, from an async generator.

Finish stage 1 first: its tokens are here under the name words.

Provide   token_stream_async(prompt), an async generator (the endpoint is done)
In        prompt: any text, for example "hi"
Out       the same tokens as words(prompt), in the same order
Pause     10 milliseconds (0.01 s) before each token, awaited: meanwhile the server is free to
          answer others. A pause that is not awaited, such as time.sleep, stops them all.

What a client receives for /generate-async?prompt=hi is stage 2's eight chunks, spaced out:

    10 ms  b"You "    20 ms  b"said: "    30 ms  b"hi. "    ...    80 ms  b"answer. "

Try it    python -m uvicorn --app-dir starter stage3_async:app
          curl -N "http://127.0.0.1:8000/generate-async?prompt=hi"      (in a second terminal)
Grade it  nox -s grade -- stage3
"""

import asyncio  # noqa: F401 - your code below uses it
from collections.abc import AsyncIterator

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words  # noqa: F401 - and this

app = FastAPI()


async def token_stream_async(prompt: str) -> AsyncIterator[str]:
    """Yield each token of the reply after a pause of 10 milliseconds."""
    for word in words:
        await asyncio.sleep(0.01)
        yield word


@app.get("/generate-async")
async def generate_async(prompt: str) -> StreamingResponse:
    """Answer with the tokens of the reply, as a stream of plain text."""
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
