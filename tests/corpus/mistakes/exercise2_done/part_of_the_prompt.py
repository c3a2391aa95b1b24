# The sentinel is added to the prompt, so that it travels with the tokens.
# must: exercise2.done-own
# may: exercise2.done-once, exercise2.done-last, exercise2.tokens, exercise2.incremental
# Seen in: BerriAI/litellm issue #1255 pass '[DONE]' chunk to end of stream on proxy

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    yield from words(f"{prompt} [DONE]")


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
