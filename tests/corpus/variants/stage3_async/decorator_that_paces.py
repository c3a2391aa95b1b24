# A decorator makes a paced async generator of any plain one.
# Seen in: public code: aiostream's operator spaceout

import asyncio
from functools import wraps

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words


def paced(seconds: float):
    def decorate(function):
        @wraps(function)
        async def paced_function(*args):
            for item in function(*args):
                await asyncio.sleep(seconds)
                yield item

        return paced_function

    return decorate


@paced(0.01)
def token_stream_async(prompt: str):
    yield from words(prompt)


app = FastAPI()


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
