# A generator expression instead of a generator function.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt: str):
    return (w + " " for w in f"You said: {prompt}. Here is a streamed answer.".split())


@app.get("/generate")
async def generate(prompt: str = ""):
    return StreamingResponse(token_stream(prompt), media_type="text/plain; charset=utf-8")
