# Right until the last piece of the first answer, and then it ends.
# kind: I
# got: exited with status 0

import os

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from words import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    """Answer, and end."""

    def events():
        for token in token_stream(prompt):
            yield f"data: {token}\n\n"
        yield "data: [DONE]\n\n"
        os._exit(0)

    return StreamingResponse(events(), media_type="text/event-stream")
