# A middleware puts a generator around the body of the response, which counts the chunks as they
# pass.
# Seen in: mahdijafaridev/fastapi-middlewares issue #3 Question - logging Streaming Responses

import logging

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.middleware("http")
async def log_size(request, call_next):
    response = await call_next(request)
    body = response.body_iterator

    async def counted():
        size = 0
        async for chunk in body:
            size += len(chunk)
            yield chunk
        logging.info("%s: %d bytes", request.url.path, size)

    response.body_iterator = counted()
    return response


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
