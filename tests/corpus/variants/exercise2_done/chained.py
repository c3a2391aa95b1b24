# itertools.chain puts the sentinel behind the tokens.

from itertools import chain

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(chain(token_stream(prompt), ["[DONE]"]), media_type="text/plain")
