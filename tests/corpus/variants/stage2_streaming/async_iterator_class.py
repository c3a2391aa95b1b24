# A class with __anext__ is the source; the helper in front of it makes words with a generator.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def cut(text: str):
    start = 0
    while start < len(text):
        end = text.find(" ", start)
        end = len(text) if end < 0 else end
        if end > start:
            yield text[start:end]
        start = end + 1


class Tokens:
    def __init__(self, prompt: str):
        reply = " ".join(f"You said: {prompt}. Here is a streamed answer.".split())
        self.rest = list(cut(reply))[::-1]

    def __aiter__(self):
        return self

    async def __anext__(self) -> str:
        if not self.rest:
            raise StopAsyncIteration
        return self.rest.pop() + " "


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(Tokens(prompt), media_type="text/plain")
