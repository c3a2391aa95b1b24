# A middleware that logs the body leaves the response as it was.
# must: stage2.chunk-per-token
# says: one piece

from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.middleware("http")
async def log_body(request: Request, call_next):
    response = await call_next(request)
    body = b""
    async for chunk in response.body_iterator:
        body += chunk
    print("sent", len(body), "bytes")
    return Response(body, response.status_code, headers=dict(response.headers))


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
