# To know whether more comes one reads ahead, by another name.
# must: exercise1.incremental
# says: before

import stage1_generator
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
model = stage1_generator.token_stream


def events(prompt: str):
    waiting = None
    for token in model(prompt):
        if waiting is not None:
            yield f"data: {waiting}\n\n"
        waiting = token
    yield f"data: {waiting}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(events(prompt), media_type="text/event-stream")
