# A decorator passes the pieces on and counts them; aclosing hands an early end down to the inner
# stream.
# Seen in: traceloop/openllmetry pull request #4394 fix(openai): finalize completion spans on early
# stream close

import logging
from contextlib import aclosing
from functools import wraps

import httpx


def counted(function):
    @wraps(function)
    async def counting(url: str):
        count = 0
        try:
            async with aclosing(function(url)) as pieces:
                async for piece in pieces:
                    count += 1
                    yield piece
        finally:
            logging.debug("%s: %d pieces", url, count)

    return counting


@counted
async def stream_text(url: str):
    async with httpx.AsyncClient(timeout=None) as client:
        async with client.stream("GET", url) as response:
            response.raise_for_status()
            async for text in response.aiter_text():
                yield text
