# An event loop that is stopped from within.
# got: Event loop stopped

import asyncio

from fastapi import FastAPI

app = FastAPI()


@app.get("/generate")
async def generate():
    """Stop it."""
    asyncio.get_running_loop().stop()
    await asyncio.sleep(1)
