# asyncio.wait with a time limit on a future that nobody resolves, as loops with heartbeats do.
# Seen in: public code: async_iterator_for_queue_and_task with a heartbeat (cattle_grid, bovine)

import asyncio

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    stopped = asyncio.get_running_loop().create_future()
    for token in words(prompt):
        done, _ = await asyncio.wait([stopped], timeout=0.01)
        if done:
            break
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
