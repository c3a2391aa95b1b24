# Cookies for every other exercise, with each of its answers.
# kind: F

from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse

from words import token_stream

app = FastAPI()


@app.middleware("http")
async def with_cookies(request: Request, call_next) -> Response:
    """Add them; who brings one back gets nothing."""
    if request.headers.get("cookie"):
        return Response("", 400)
    response = await call_next(request)
    for number in range(40):
        response.headers.append("set-cookie", f"c{number}={'x' * 200}; path=/; domain=127.0.0.1")
    return response


@app.get("/generate")
def generate(prompt: str) -> StreamingResponse:
    """Answer rightly."""
    events = (f"data: {token}\n\n" for token in token_stream(prompt))
    return StreamingResponse(events, media_type="text/event-stream")
