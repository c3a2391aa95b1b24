"""Keeps the lab to whoever sits at this machine, and its pages to what the lab itself serves."""

from __future__ import annotations

import os
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graders.lab.proxy import PREFIX

CODESPACE = ("CODESPACE_NAME", "GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
POLICY = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
OWN_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}


class LocalOnly:
    """An ASGI app around another: refuses foreign names and origins, and adds headers.

    Another site's page can have its name resolve to this machine, and can send requests here; the
    first shows in the header `Host`, the second in `Origin` or, without one, in `Sec-Fetch-Site`.
    A link there may lead here: it only gets, and what it gets is a page and not a part of one.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse to."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if refusal := _refusal(scope["method"], Headers(scope=scope)):
            await PlainTextResponse(refusal, 403)(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(OWN_HEADERS)
            await send(message)

        of_an_app = scope["path"].startswith(PREFIX)
        await self._app(scope, receive, send if of_an_app else with_headers)


def _refusal(method: str, headers: Headers) -> str | None:
    host = headers.get("host", "")
    if _without_port(host) not in LOOPBACK and not _is_forwarded(host):
        return "the lab answers to 127.0.0.1 and localhost only\n"
    origin = headers.get("origin", f"http://{host}")
    if origin != f"http://{host}" and not _is_forwarded(origin.removeprefix("https://")):
        return "the lab answers its own page only\n"
    is_page = headers.get("sec-fetch-dest", "document") == "document"
    is_followed = method == "GET" and headers.get("sec-fetch-mode") == "navigate" and is_page
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and not is_followed:
        return "the lab answers its own page only\n"
    return None


def _is_forwarded(host: str) -> bool:
    """Whether this is the name by which GitHub leads its owner alone to this codespace."""
    name, domain = (os.environ.get(variable, "") for variable in CODESPACE)
    known = rf"{re.escape(name)}-\d+\.{re.escape(domain)}"
    return bool(name and domain and re.fullmatch(known, host))


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
