"""Passes requests on to the students' apps, and every chunk of an answer at once.

A page that wants to know what goes over the wire names its request in a header; each chunk is then
told to it as it passes, with its borders, which no client in a browser gets to see.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Mapping
from types import TracebackType

import anyio
import httpx
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from graders.lab.app_process import AppProcess, told_to_student
from graders.lab.broadcast import Broadcast

PREFIX = "/app/"
RUN = "lab-run"
"""The header with the page's name for a request."""
MOST_CHUNKS = 5_000
"""Chunks of an answer that are told one by one; further ones are counted."""
MOST_SHOWN = 300
MOST_BYTES = 400
"""Chunks whose bytes are told too, and how many bytes of each."""
OF_ONE_CONNECTION = frozenset(
    ("connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "host", RUN)
)
"""Headers that are not passed on: they belong to one connection, or to the lab."""
DOCUMENTS = (b"document", b"frame", b"iframe", b"embed", b"object")


def now() -> float:
    """Return the time of the lab's clock in milliseconds, by which it tells of chunks."""
    return round(time.perf_counter() * 1000, 2)


class Proxy:
    """An ASGI app: `/app/ID/...` is answered by the app of the exercise ID at `/...`."""

    def __init__(self, apps: Mapping[str, AppProcess], news: Broadcast) -> None:
        self._apps = apps
        self._news = news
        # A connection for each request: one that the app closes meanwhile is never used again.
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
        self._client = httpx.AsyncClient(
            headers={"accept-encoding": "identity"},
            limits=limits,
            timeout=None,
            trust_env=False,
            verify=False,
        )

    async def __aenter__(self) -> Proxy:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._client.aclose()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, until it is answered or whoever asked has gone."""
        # As it was sent: a slash that is written as %2F parts nothing.
        _, first, id, rest = [*(scope["raw_path"] + b"/").split(b"/", 3), b""][:4]
        app = self._apps.get(id.decode("latin-1"))
        if app is None or first != b"app":
            await PlainTextResponse("no such app\n", 404)(scope, receive, send)
            return
        target = b"/" + rest[:-1] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        # All of it, and first: from here on only `_until_gone` receives, and nothing is lost to it.
        body = await Request(scope, receive).body()
        async with anyio.create_task_group() as group:
            group.start_soon(_until_gone, receive, group.cancel_scope)
            await self._pass_on(app, target, body, scope, send)
            group.cancel_scope.cancel()

    async def _pass_on(
        self, app: AppProcess, target: bytes, body: bytes, scope: Scope, send: Send
    ) -> None:
        record = Record(self._news, scope)
        try:
            address = await app.address()
            if address is None:
                await _say(app, 503, scope, send)
            else:
                host, port = address
                url = httpx.URL(scheme="http", host=host, port=port, raw_path=target)
                await self._relay(url, body, scope, send, record)
        except httpx.HTTPError:
            # An answer that has begun just ends here, and uvicorn cuts the connection as well.
            record.how = "cut off"
            if not record.begun:
                await _say(app, 502, scope, send)
        finally:
            record.end()

    async def _relay(
        self, url: httpx.URL, body: bytes, scope: Scope, send: Send, record: Record
    ) -> None:
        headers = [(name, value) for name, value in scope["headers"] if _passes(name)]
        async with self._client.stream(
            scope["method"], url, headers=headers, content=body or None
        ) as response:
            record.begun = True
            await send(_head(response, scope))
            async for data in response.aiter_raw():
                record.chunk(data)
                await send({"type": "http.response.body", "body": data, "more_body": True})
            record.how = "ended"
            await send({"type": "http.response.body"})


class Record:
    """Tells the page of each chunk of one answer: when it passed, how large, how it begins.

    A large chunk passes in the pieces in which it is read, of 64 KiB at most. `how` is how the
    answer ends: "left" by whoever asked, "cut off" by the app, or "ended".
    """

    def __init__(self, news: Broadcast, scope: Scope) -> None:
        names = [value for name, value in scope["headers"] if name == RUN.encode()]
        self._run = names[0].decode("latin-1") if names else None
        self.begun = False
        self.how = "left"
        self._news = news
        self._chunks = self._bytes = 0

    def chunk(self, data: bytes) -> None:
        """Note a chunk."""
        self._chunks += 1
        self._bytes += len(data)
        if self._run is not None and self._chunks <= MOST_CHUNKS:
            shown = data[:MOST_BYTES] if self._chunks <= MOST_SHOWN else b""
            text = base64.b64encode(shown).decode()
            self._news.tell("chunk", run=self._run, at=now(), size=len(data), data=text)

    def end(self) -> None:
        """Note the end, and how much there was in all."""
        if self._run is not None:
            totals = {"chunks": self._chunks, "bytes": self._bytes}
            self._news.tell("end", run=self._run, at=now(), how=self.how, **totals)


def _passes(name: bytes) -> bool:
    return name.decode("latin-1").lower() not in OF_ONE_CONNECTION


def _head(response: httpx.Response, scope: Scope) -> dict[str, object]:
    headers = [(name.lower(), value) for name, value in response.headers.raw if _passes(name)]
    if dict(scope["headers"]).get(b"sec-fetch-dest") in DOCUMENTS:
        # What an app sends is shown as a page of no origin: it can do nothing in the lab's name.
        headers.append((b"content-security-policy", b"sandbox"))
    return {"type": "http.response.start", "status": response.status_code, "headers": headers}


async def _until_gone(receive: Receive, scope: anyio.CancelScope) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()


async def _say(app: AppProcess, status: int, scope: Scope, send: Send) -> None:
    """Answer in the app's place, in a line, why it does not."""
    file = app.exercise.file
    text = f"{file} is being started again; try once more\n"
    if app.problem is not None:
        text = "{message} ({where})\n".format(**told_to_student(app.problem))
        text = text.replace(" (None)", "")
    await PlainTextResponse(text, status)(scope, _nothing, send)


async def _nothing() -> dict[str, object]:
    return {"type": "http.disconnect"}
