# The endpoint drives a pipeline backwards: the source pushes into a coroutine that encodes.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def encoder():
    data = b""
    while True:
        data = (yield data).encode()


class Pipeline:
    def __init__(self, prompt):
        self.source = words(prompt)
        self.sink = encoder()
        next(self.sink)

    def __iter__(self):
        return self

    def __next__(self):
        return self.sink.send(next(self.source))


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(Pipeline(prompt), media_type="text/plain")
