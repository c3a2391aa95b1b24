# The parameter has another name in Python than in the address.
# Seen in: falkben/fastapi_experiments experiments/params.py

from typing import Annotated

from fastapi import FastAPI, Query
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
async def generate(question: Annotated[str, Query(alias="prompt")]):
    return StreamingResponse(token_stream(question), media_type="text/plain")
