# An iterator class with a length, whose wrapper sends the sentinel when it has counted all.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


class token_stream:
    def __init__(self, prompt: str) -> None:
        self._words = words(prompt)
        self.left = len(f"You said: {prompt}. Here is a streamed answer.".split())

    def __len__(self) -> int:
        return self.left

    def __iter__(self):
        return self

    def __next__(self) -> str:
        word = next(self._words)
        self.left -= 1
        return word


def body(prompt: str):
    stream = token_stream(prompt)
    while stream.left:
        yield next(stream)
    yield "[DONE]"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(body(prompt), media_type="text/plain")
