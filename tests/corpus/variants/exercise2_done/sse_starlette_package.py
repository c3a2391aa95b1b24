# The sse-starlette package, with ids, line ends of its own and a timer for its pings.

from fastapi import FastAPI
from sse_starlette.sse import EventSourceResponse, ServerSentEvent
from stage1_generator import token_stream

app = FastAPI()


async def events(prompt: str):
    for number, token in enumerate(token_stream(prompt)):
        yield ServerSentEvent(data=token.strip(), id=str(number), retry=3000)
    yield ServerSentEvent(data="[DONE]")


@app.get("/generate")
async def generate(prompt: str):
    return EventSourceResponse(events(prompt), sep="\n", ping=15)
