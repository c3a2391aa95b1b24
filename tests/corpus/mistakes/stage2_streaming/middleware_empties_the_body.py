# A middleware may read the body of a response to log it and return the same response.
# must: stage2.body
# may: stage2.answers, stage2.chunk-per-token, stage2.incremental, stage2.prompts,
# stage2.second-request, stage2.two-clients
# Seen in: Kludex/starlette issue #874 Get response body in Middleware

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.middleware("http")
async def log_body(request, call_next):
    response = await call_next(request)
    body = b""
    async for chunk in response.body_iterator:
        body += chunk
    print(body.decode())
    return response


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
