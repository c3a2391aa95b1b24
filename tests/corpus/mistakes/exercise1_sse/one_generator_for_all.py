# A generator starts again for every request.
# must: exercise1.prompts, exercise1.two-clients
# may: exercise1.incremental
# says: used up

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"


events = token_stream("hi")


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(events, media_type="text/event-stream")
