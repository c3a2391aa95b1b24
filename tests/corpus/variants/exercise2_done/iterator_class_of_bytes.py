# Plain text in bytes from a class with __next__, whose last item is the sentinel.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

DONE = b"[DONE]"


class UntilDone:
    def __init__(self, tokens):
        self.tokens = iter(tokens)
        self.done = False

    def __iter__(self):
        return self

    def __next__(self) -> bytes:
        if self.done:
            raise StopIteration
        for token in self.tokens:
            return token.encode("utf-8")
        self.done = True
        return DONE


app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(UntilDone(token_stream(prompt)), media_type="text/plain")
