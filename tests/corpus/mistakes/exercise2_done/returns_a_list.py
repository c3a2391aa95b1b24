# A list has a place for the sentinel at its end.
# must: exercise2.incremental
# says: list

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    return [*words(prompt), "[DONE]"]


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
