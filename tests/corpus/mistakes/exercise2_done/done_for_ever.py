# The loop that asks with next sends the sentinel when there is nothing more, and then asks again.
# must: exercise2.ends
# may: exercise2.answers, exercise2.done-once, exercise2.done-own, exercise2.done-last,
# exercise2.tokens, exercise2.incremental
# Seen in: danielfm/pybreaker pull request #46 Replace raise with return per PEP 479
# recommendations

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    tokens = iter(words(prompt))
    while True:
        try:
            yield f"data: {next(tokens)}\n\n"
        except StopIteration:
            yield "data: [DONE]\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
