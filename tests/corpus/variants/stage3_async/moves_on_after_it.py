# anyio.move_on_after ends a sleep that would last for ever.
# Seen in: public code: test_move_on_after of asyncgui; anyio documentation on cancel scopes

import anyio
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in words(prompt):
        with anyio.move_on_after(0.01):
            await anyio.sleep_forever()
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
