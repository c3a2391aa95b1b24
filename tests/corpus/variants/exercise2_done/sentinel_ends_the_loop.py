# The sentinel is what next gives when there are no tokens left, and ends the loop when it has been
# sent.
# Seen in: ggml-org/llama.cpp pull request #9459 server : add [DONE] event to /chat/completions
# stream response

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()
DONE = object()


def token_stream(prompt: str):
    tokens = iter(words(prompt))
    while True:
        token = next(tokens, DONE)
        if token is DONE:
            yield "[DONE]"
            break
        yield token


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
