# There are eight tokens.
# must: exercise2.done-last
# says: prompt

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for number, word in enumerate(words(prompt), start=1):
        yield word
        if number == 8:
            yield "[DONE]"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
