"""Wrong: the end mark is sent in the last token's event."""

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def events(prompt):
    """Yield an event for each token, and one that is glued to the end mark."""
    *words, last = f"You said: {prompt}. Here is a streamed answer.".split()
    for word in words:
        yield f"data: {word} \n\n"
    yield f"data: {last} [DONE]\n\n"


@app.get("/generate")
def generate(prompt: str):
    """Answer with the events."""
    return StreamingResponse(events(prompt), media_type="text/event-stream")
