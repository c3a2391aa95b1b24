# A thread takes its 10 ms for each token, and then hands all of them over.
# must: stage3.pauses
# says: collected

import asyncio
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


async def token_stream_async(prompt: str):
    loop, tokens = asyncio.get_running_loop(), asyncio.Queue()

    def model():
        made = list(token_stream(prompt))
        threading.Event().wait(0.01 * len(made))
        for token in [*made, None]:
            loop.call_soon_threadsafe(tokens.put_nowait, token)

    threading.Thread(target=model, daemon=True).start()
    while (token := await tokens.get()) is not None:
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
