# The query parameters are a pydantic model, which FastAPI fills from the address.
# Seen in: BekOsu/ai-fullstack-demo backend/schemas/requests.py (a model of the question)

from typing import Annotated

from fastapi import FastAPI, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel
from stage1_generator import token_stream


class Ask(BaseModel):
    prompt: str
    temperature: float = 0.0


app = FastAPI()


@app.get("/generate")
def generate(ask: Annotated[Ask, Query()]) -> StreamingResponse:
    return StreamingResponse(token_stream(ask.prompt), media_type="text/plain")
