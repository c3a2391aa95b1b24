# An ASGI application of a few lines sends each event itself, routed by Starlette.
# Seen in: zhanymkanov/fastapi-best-practices issue #76 BaseHTTPMiddleware as anti-pattern

from stage1_generator import token_stream as words
from starlette.applications import Starlette
from starlette.concurrency import iterate_in_threadpool
from starlette.requests import Request
from starlette.routing import Route

HEADERS = [(b"content-type", b"text/event-stream; charset=utf-8")]


class Events:
    async def __call__(self, scope, receive, send):
        prompt = Request(scope).query_params["prompt"]
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        async for word in iterate_in_threadpool(words(prompt)):
            event = b"data: " + word.encode() + b"\n\n"
            await send({"type": "http.response.body", "body": event, "more_body": True})
        await send({"type": "http.response.body"})


app = Starlette(routes=[Route("/generate", Events())])
