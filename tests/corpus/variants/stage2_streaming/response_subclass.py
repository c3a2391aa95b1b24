# A subclass of Response that speaks ASGI itself.

from fastapi import FastAPI
from fastapi.responses import Response
from stage1_generator import token_stream


class TokenResponse(Response):
    def __init__(self, tokens):
        self.tokens = tokens
        self.status_code = 200
        self.background = None
        self.raw_headers = [(b"content-type", b"text/plain; charset=utf-8")]

    async def __call__(self, scope, receive, send):
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        for token in self.tokens:
            body = {"type": "http.response.body", "body": token.encode(), "more_body": True}
            await send(body)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


app = FastAPI()


@app.get("/generate")
async def generate(prompt: str):
    return TokenResponse(token_stream(prompt))
