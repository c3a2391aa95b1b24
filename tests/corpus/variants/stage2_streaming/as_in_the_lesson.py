# The generator in the same file and a plain def for the endpoint, as the lesson has it.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt: str):
    text = f"You said: {prompt}. Here is a streamed answer.".split()
    for piece in text:
        yield piece + " "


@app.get("/generate")
def answer(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
