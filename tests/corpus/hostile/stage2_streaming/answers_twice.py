# A second answer on the same connection, for a request to come.
# kind: F
# got: content-type or text/plain
# most: 4

ANSWER = b"You said: x. Here is a streamed answer. "
SECOND = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 3\r\n\r\nyes"
HEAD = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"40")]}


async def app(scope, receive, send):
    """Answer, and put more on the wire."""
    if scope["type"] != "http":
        return
    await send(HEAD)
    await send({"type": "http.response.body", "body": ANSWER})
    for cell in send.__closure__ or ():
        cycle = getattr(cell.cell_contents, "__self__", None)
        if hasattr(cycle, "transport"):
            cycle.transport.write(SECOND * 1000)
