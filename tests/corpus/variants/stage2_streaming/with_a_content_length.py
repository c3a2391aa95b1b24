# The length is known beforehand, so it is said; each token is still sent by itself.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
async def generate(prompt: str):
    size = sum(len(w.encode()) + 1 for w in f"You said: {prompt}. Here is a streamed answer.".split())

    async def body():
        for token in token_stream(prompt):
            yield token

    headers = {"content-length": str(size)}
    return StreamingResponse(body(), media_type="text/plain", headers=headers)
