# Each pause is made by a second event loop in a thread.

import asyncio
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()

clockwork = asyncio.new_event_loop()
threading.Thread(target=clockwork.run_forever, daemon=True).start()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        pause = asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01), clockwork)
        await asyncio.wrap_future(pause)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
