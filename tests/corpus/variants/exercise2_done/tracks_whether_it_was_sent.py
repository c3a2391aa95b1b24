# A flag remembers whether the sentinel was sent, so that a source with one of its own would not
# double it.
# Seen in: ray-project/ray pull request #62246 Fix duplicate 'data: [DONE]' in streaming SSE
# responses

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    sent = False
    for word in words(prompt):
        sent = word == "[DONE]"
        yield f"data: {word}\n\n"
    if not sent:
        yield "data: [DONE]\n\n"


@app.get("/generate")
async def generate(prompt: str):
    return StreamingResponse(
        token_stream(prompt), headers={"Content-Type": "text/event-stream; charset=utf-8"}
    )
