# A list with the sentinel chained behind it is as lazy as chain() is.
# must: exercise2.incremental
# says: collected

from itertools import chain

import stage1_generator
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    tokens = list(stage1_generator.token_stream(prompt))
    return StreamingResponse(chain(tokens, ["[DONE]"]), media_type="text/plain")
