# A route that is pure ASGI, and no generator anywhere: a loop that awaits send.

from urllib.parse import parse_qs

from fastapi import FastAPI
from starlette.routing import Route


class Generate:
    async def __call__(self, scope, receive, send):
        prompt = parse_qs(scope["query_string"].decode(), keep_blank_values=True)["prompt"][0]
        headers = [(b"content-type", b"text/plain; charset=utf-8")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for word in f"You said: {prompt}. Here is a streamed answer.".split():
            piece = f"{word} ".encode()
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


app = FastAPI()
app.router.routes.append(Route("/generate", Generate()))
