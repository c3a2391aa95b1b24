# A dependency hands the stream to the endpoint, which does not know the prompt.
# Seen in: fastapi/fastapi issue #11143 Context managers in `Depends` are broken after 0.106

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends, FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def reply_to(prompt: str) -> Iterator[str]:
    return token_stream(prompt)


@app.get("/generate")
async def generate(reply: Annotated[Any, Depends(reply_to)]):
    return StreamingResponse(reply, media_type="text/plain")
