"""What the lab serves of an exercise: its app or, around a generator or a client, one of the kit's.

So a generator can be pulled token by token, and a client be seen beside another one.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from graders.harness.child.roles.app import app_of
from graders.harness.child.submission import function_of
from graders.lesson import LESSON_PROMPT

PATHS = {"generator": "/tokens", "client": "/pieces"}
"""Where the kit's own app answers; the page asks there for the text that was typed, or a URL."""
QUERY = {"prompt": LESSON_PROMPT}
PLAIN = "text/plain"


def served(module: ModuleType, role: str, name: str) -> Any:
    """Return the app that shows a file; raise `LoadError` if it does not provide what it has to."""
    if role == "app":
        return app_of(module)
    function = function_of(module, name)
    endpoint = _tokens(function) if role == "generator" else _pieces(function)
    return Starlette(routes=[Route(PATHS[role], endpoint)])


def _tokens(token_stream: Callable[[str], Any]) -> Callable[[Request], StreamingResponse]:
    def tokens(request: Request) -> StreamingResponse:
        return StreamingResponse(token_stream(request.query_params["prompt"]), media_type=PLAIN)

    return tokens


def _pieces(stream_text: Callable[[str], Any]) -> Callable[[Request], Any]:
    async def pieces(request: Request) -> StreamingResponse:
        return StreamingResponse(stream_text(request.query_params["url"]), media_type=PLAIN)

    return pieces
