# Half a gigabyte of pieces that no client has yielded.
# got: file descriptor that is not its own

import os
import socket
from contextlib import suppress


async def stream_text(url):
    """Tell of them, and yield nothing."""
    text = b"You " * 200_000
    piece = b'{"event": "piece", "run": 0, "type": "str", "text": "%b"}\n' % text
    for descriptor in range(3, 256):
        with suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as end:
            for _ in range(600):
                end.sendall(piece)
    yield "You "
