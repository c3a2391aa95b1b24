# run_in_executor gets what sleep returns, since the call is written out in its argument.
# must: stage3.answers
# may: stage3.never-blocks
# Seen in: keybase/pykeybasebot pull request #18 Replace time.sleep calls with asyncio.sleep calls

import asyncio
import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    loop = asyncio.get_running_loop()
    for token in words(prompt):
        await loop.run_in_executor(None, time.sleep(0.01))
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
