# A buffer of one token is sent when the next comes, and nobody sends the last.
# must: exercise1.events
# may: exercise1.incremental, exercise1.prompts, exercise1.two-clients
# Seen in: ryan-the-crayon in lmstudio-ai/lmstudio-js pull request #276 cutting off the last couple
# tokens

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    waiting = None
    for word in words(prompt):
        if waiting is not None:
            yield f"data: {waiting}\n\n"
        waiting = word


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
