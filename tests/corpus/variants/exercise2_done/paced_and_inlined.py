# An async generator inside the endpoint pauses before each token and before the sentinel.

import asyncio

from fastapi import APIRouter, FastAPI
from fastapi.responses import StreamingResponse

router = APIRouter()


@router.get("/generate")
async def generate(prompt: str) -> StreamingResponse:
    """Stream the reply as events, then say that it is over."""

    async def events():
        for word in f"You said: {prompt}. Here is a streamed answer.".split():
            await asyncio.sleep(0.05)
            yield f"data: {word}\n\n"
        await asyncio.sleep(0.05)
        yield "data: [DONE]\n\n"

    return StreamingResponse(events(), media_type="text/event-stream")


app = FastAPI()
app.include_router(router)
