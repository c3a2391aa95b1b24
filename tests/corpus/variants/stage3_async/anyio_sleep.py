# anyio.sleep, in an endpoint that yields the tokens itself.

import anyio
from fastapi import FastAPI
from fastapi.responses import StreamingResponse


class TextStream(StreamingResponse):
    media_type = "text/plain"


app = FastAPI()


@app.get("/generate-async", response_class=TextStream)
async def generate_async(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        await anyio.sleep(0.01)
        yield word + " "
