# Only token_stream must not be collected; my own generator has another name.
# must: stage2.incremental
# says: collected

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def produce(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "


@app.get("/generate")
async def generate(prompt: str):
    tokens = [token for token in produce(prompt)]

    async def body():
        for token in tokens:
            yield token

    return StreamingResponse(body(), media_type="text/plain")
