# A pause in a thread is a pause for all, also when its result is waited for at once.
# must: stage3.pauses
# says: awaited

from concurrent.futures import ThreadPoolExecutor
import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()

pool = ThreadPoolExecutor(4)


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        pool.submit(threading.Event().wait, 0.01).result()
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
