# A header of the response tells that the stream will be done.
# must: exercise2.done-once
# may: exercise2.done-own, exercise2.done-last, exercise2.incremental
# Seen in: oobabooga/textgen issue #4778 openai stream response need send '[DONE]'

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    yield from words(prompt)


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(
        token_stream(prompt), media_type="text/plain", headers={"X-Stream-End": "[DONE]"}
    )
