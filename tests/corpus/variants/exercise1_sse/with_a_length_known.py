# Events with a Content-Length, from an async generator.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def frame(token: str) -> bytes:
    return f"data: {token.rstrip()}\n\n".encode()


@app.get("/generate")
async def generate(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer."
    length = sum(len(frame(word)) for word in reply.split())

    async def events():
        for token in words(prompt):
            yield frame(token)

    headers = {"content-length": str(length), "content-type": "text/event-stream"}
    return StreamingResponse(events(), headers=headers)
