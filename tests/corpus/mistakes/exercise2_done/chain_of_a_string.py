# chain takes the sentinel apart, since a string is something to iterate over too.
# must: exercise2.done-own
# may: exercise2.done-once, exercise2.done-last, exercise2.tokens, exercise2.incremental
# Seen in: egaoneko/til Python/itertools.md (chain('ABC', 'DEF'))

from itertools import chain

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    return chain(words(prompt), "[DONE]")


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
