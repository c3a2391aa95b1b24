# The reply ends with "answer.", so the sentinel comes behind every such word.
# must: exercise2.done-once
# may: exercise2.tokens, exercise2.done-own, exercise2.done-last
# Seen in: agentscope-ai/agentscope-java issue #2073 (an end that is told by the content)

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"
        if word == "answer. ":
            yield "data: [DONE]\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
