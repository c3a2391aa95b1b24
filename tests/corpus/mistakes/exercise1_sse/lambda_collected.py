# A generator expression stays lazy when list() is around it.
# must: exercise1.incremental
# says: collected

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
token_stream = lambda prompt: (
    word + " " for word in f"You said: {prompt}. Here is a streamed answer.".split()
)


async def events(prompt: str):
    for token in list(token_stream(prompt)):
        yield f"data: {token}\n\n"


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(events(prompt), media_type="text/event-stream")
