# The endpoint looks whether token_stream is a generator function before it uses it.

import inspect

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "


@app.get("/generate")
def generate(prompt: str):
    if not inspect.isgeneratorfunction(token_stream):
        raise TypeError("token_stream has to stream")
    stream = token_stream(prompt)
    assert inspect.isgenerator(stream) and stream.gi_code is token_stream.__code__
    return StreamingResponse(stream, media_type="text/plain")
