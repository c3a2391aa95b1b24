# No StreamingResponse: the lines are sent by the response's own __call__.

from fastapi import FastAPI
from fastapi.responses import Response

app = FastAPI()


class Lines(Response):
    async def __call__(self, scope, receive, send):
        start = [(b"content-type", b"text/plain; charset=utf-8")]
        await send({"type": "http.response.start", "status": 200, "headers": start})
        with open("server.log", "rb") as log:
            for line in log:
                await send({"type": "http.response.body", "body": line, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


@app.get("/logs")
async def logs():
    return Lines()
