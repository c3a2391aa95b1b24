# A response class with its media type and headers, in a router whose prompt is a dependency.
# Seen in: JeanPearShapeShifter/InCubePlatform backend/app/core/sse.py

from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words


class Events(StreamingResponse):
    media_type = "text/event-stream"

    def __init__(self, content, **others):
        headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
        super().__init__(content, headers=headers, **others)


def prompt_of(prompt: str) -> str:
    return prompt


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"


router = APIRouter()


@router.get("/generate", response_class=Events)
async def generate(prompt: Annotated[str, Depends(prompt_of)]):
    return Events(token_stream(prompt))


app = FastAPI()
app.include_router(router)
