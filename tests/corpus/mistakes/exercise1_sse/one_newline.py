# A line end after each event is enough.
# must: exercise1.events
# says: empty line

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield f"data: {word}\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
