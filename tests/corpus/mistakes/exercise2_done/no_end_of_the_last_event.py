# The sentinel is the end anyway, so its event needs no newlines.
# must: exercise2.done-own
# may: exercise2.done-once, exercise2.done-last, exercise2.incremental, exercise2.tokens
# says: empty line
# Seen in: anxkhn in a2aproject/a2a-python pull request #1216 flush the last SSE event when the
# stream ends without a blank line

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"
    yield "data: [DONE]"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
