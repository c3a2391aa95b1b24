# No FastAPI at all: an ASGI function that sends the chunks itself.

from urllib.parse import parse_qs

from stage1_generator import token_stream


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    prompt = parse_qs(scope["query_string"].decode(), keep_blank_values=True)["prompt"][0]
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    for token in token_stream(prompt):
        await send({"type": "http.response.body", "body": token.encode(), "more_body": True})
    await send({"type": "http.response.body"})
