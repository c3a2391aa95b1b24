# The prompt is one word, as in the example.
# must: exercise1.prompts, exercise1.two-clients
# may: exercise1.incremental
# says: prompt

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt: str):
    for word in ["You", "said:", f"{prompt}.", "Here", "is", "a", "streamed", "answer."]:
        yield f"data: {word}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
