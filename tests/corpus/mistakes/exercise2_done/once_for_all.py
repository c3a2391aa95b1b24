# [DONE] is sent once.
# must: exercise2.done-last
# says: first

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()
done = False


def token_stream(prompt: str):
    global done
    yield from words(prompt)
    if not done:
        done = True
        yield "[DONE]"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
