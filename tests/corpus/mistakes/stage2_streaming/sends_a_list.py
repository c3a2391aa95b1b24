# Pure ASGI streams, whatever was collected before the first send.
# must: stage2.incremental
# says: collected

from urllib.parse import parse_qs

import stage1_generator as model


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    prompt = parse_qs(scope["query_string"].decode(), keep_blank_values=True)["prompt"][0]
    tokens = tuple(model.token_stream(prompt))
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    for token in tokens:
        await send({"type": "http.response.body", "body": token.encode(), "more_body": True})
    await send({"type": "http.response.body"})
