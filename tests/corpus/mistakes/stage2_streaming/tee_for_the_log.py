# tee gives two iterators, and the one for the log is read to its end first.
# must: stage2.incremental
# may: stage2.chunk-per-token
# Seen in: Kludex/starlette issue #874 Get response body in Middleware (is it possible to copy the
# iterator?)

import logging
from itertools import tee

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    for_log, for_client = tee(token_stream(prompt))
    logging.info("reply: %s", "".join(for_log))
    return StreamingResponse(for_client, media_type="text/plain")
