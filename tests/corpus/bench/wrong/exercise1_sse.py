"""Wrong: no blank line ends an event."""

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def events(prompt):
    """Yield a data line for each token."""
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield f"data: {word} \n"


@app.get("/generate")
def generate(prompt: str):
    """Answer with the lines."""
    return StreamingResponse(events(prompt), media_type="text/event-stream")
