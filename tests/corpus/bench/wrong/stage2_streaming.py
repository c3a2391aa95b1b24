"""Wrong: every token is made before the first one is sent."""

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt):
    """Yield the tokens."""
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield f"{word} "


@app.get("/generate")
def generate(prompt: str):
    """Collect, then answer."""
    return StreamingResponse(list(token_stream(prompt)), media_type="text/plain")
