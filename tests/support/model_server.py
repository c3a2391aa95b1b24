"""A small server that speaks OpenAI's protocol, in the place of a language model."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SAYS = ("One,", " two.")
"""What it says to everything, before it repeats what it was asked."""


@contextmanager
def model_server() -> Iterator[str]:
    """Run a server, and yield the address in front of `/chat/completions`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Model) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1/"
        finally:
            server.shutdown()
            thread.join()


class _Model(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert self.path == "/v1/models"
        self._answer("application/json", json.dumps({"data": [{"id": "small"}]}))

    def do_POST(self) -> None:
        assert self.path == "/v1/chat/completions"
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        assert (asked["model"], asked["stream"]) == ("small", True)
        (message,) = asked["messages"]
        deltas: list[dict[str, Any]] = [{"role": "assistant"}]
        deltas += [{"content": text} for text in (*SAYS, message["content"])]
        events = [{"choices": [{"delta": delta}]} for delta in deltas] + [{"choices": []}]
        body = "".join(f"data: {json.dumps(event)}\n\n" for event in events)
        self._answer("text/event-stream", f": ping\n\n{body}data: [DONE]\n\n")

    def _answer(self, kind: str, body: str) -> None:
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *arguments: object) -> None:
        pass
