# A model of the question is an argument like any other; for FastAPI it is the body of the request.
# must: stage2.answers
# Seen in: jaswanth04/llm_response_streaming src/stream_test.py; public code: QueryRequest models
# of streams

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from pydantic import BaseModel
from stage1_generator import token_stream


class Ask(BaseModel):
    prompt: str


app = FastAPI()


@app.get("/generate")
def generate(ask: Ask):
    return StreamingResponse(token_stream(ask.prompt), media_type="text/plain")
