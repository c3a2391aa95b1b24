"""What all observations of a run share: a scratch folder, a watchdog, what may be read."""

from __future__ import annotations

import contextlib
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path

import certifi

from graders.harness.lean_httpx import httpx
from graders.harness.process_tree import adopt_orphans
from graders.harness.readable import readable
from graders.harness.scratch import scratch_folder
from graders.harness.self_test import SelfTest
from graders.harness.transport import LoopbackTransport
from graders.harness.watchdog import Watchdog, watchdog
from graders.harness.zygote import end_children, preload


class Session:
    """One run of the grader; no process and no file of it is left at the end."""

    def __init__(self) -> None:
        self._stack = contextlib.AsyncExitStack()
        self.folder: Path
        self.watchdog: Watchdog
        self.self_test: SelfTest

    async def __aenter__(self) -> Session:
        adopt_orphans()
        preload()
        self.folder = self._stack.enter_context(scratch_folder("streaming-kit-")).absolute()
        self.self_test = SelfTest(self.folder / "self-test")
        self.watchdog = await self._stack.enter_async_context(watchdog())
        self._stack.callback(end_children)
        self._stack.push_async_callback(self.self_test.end)
        certificate = (
            Path(certifi.where()).read_text("utf-8").partition("-----END CERTIFICATE-----")
        )
        self.certificates.write_text("".join(certificate[:2]) + "\n")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def new_client(self) -> httpx.AsyncClient:
        """Return an HTTP client for one server, which no other server can disturb."""
        cookies = CookieJar(DefaultCookiePolicy(allowed_domains=()))  # it brings none back
        return httpx.AsyncClient(
            transport=LoopbackTransport(), timeout=None, trust_env=False, cookies=cookies
        )

    @property
    def certificates(self) -> Path:
        """A file with one certificate, so that no HTTP client spends its time on reading all."""
        return self.folder / "one.pem"

    def readable(self, submission: Path) -> tuple[str, ...]:
        """Return paths that hold all that the process of a submission may read."""
        return (*readable(submission), str(self.certificates.resolve()))
