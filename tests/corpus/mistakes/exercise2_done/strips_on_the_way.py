# With the sentinel in place the spaces between plain tokens are not needed any more.
# must: exercise2.tokens
# may: exercise2.incremental
# Seen in: mpetazzoni/sse.js pull request #30 Better event stream parsing (words stuck together)

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield word.strip()
    yield "[DONE]"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
