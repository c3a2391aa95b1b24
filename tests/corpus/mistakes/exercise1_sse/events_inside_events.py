# A package that writes events is given ready-made ones, so each token begins with data: twice.
# must: exercise1.events
# may: exercise1.nothing-else, exercise1.one-event-per-chunk, exercise1.incremental,
# exercise1.prompts, exercise1.two-clients
# Seen in: romman8 in wahl-chat/wahl-chat-app pull request #120 (EventSourceResponse would wrap
# pre-framed strings)

from fastapi import FastAPI
from sse_starlette import EventSourceResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"


@app.get("/generate")
async def generate(prompt: str):
    return EventSourceResponse(token_stream(prompt))
