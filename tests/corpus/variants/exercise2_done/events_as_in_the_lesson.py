# Events without the tokens' spaces, and the sentinel as an event.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt: str):
    for piece in f"You said: {prompt}. Here is a streamed answer.".split():
        yield f"data: {piece}\n\n"
    yield "data: [DONE]\n\n"


@app.get("/generate")
def answer(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
