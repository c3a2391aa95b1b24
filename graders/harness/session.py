"""What all observations of a run share: a scratch folder, a watchdog, what may be read."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
from functools import cached_property
from pathlib import Path

import certifi

from graders.harness.child.sandbox import everything_but
from graders.harness.forkserver import preload
from graders.harness.lean_httpx import httpx
from graders.harness.process_tree import adopt_orphans
from graders.harness.scratch import scratch_folder
from graders.harness.self_test import SelfTest
from graders.harness.transport import LoopbackTransport
from graders.harness.watchdog import Watchdog, watchdog

KIT = Path(__file__).resolve().parents[2]
HIDDEN = {
    *(KIT / name for name in ("graders", "solutions", "tests", "proofs", ".git")),
    Path("/proc"),
}
"""What a submission has no business to read: the answers, how it is judged, other processes."""
OF_THE_SYSTEM = ("/proc/sys", "/proc/stat", "/proc/cpuinfo", "/proc/meminfo", "/proc/version")


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
        self._stack.callback(_end_children)
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
        return httpx.AsyncClient(transport=LoopbackTransport(), timeout=None, trust_env=False)

    @property
    def certificates(self) -> Path:
        """A file with one certificate, so that no HTTP client spends its time on reading all."""
        return self.folder / "one.pem"

    def readable(self, submission: Path) -> tuple[str, ...]:
        """Return paths that hold all that the process of a submission may read."""
        links = [os.path.realpath(path) for path in submission.iterdir() if path.is_symlink()]
        shown = [str(submission.resolve()), str(self.folder.resolve()), *OF_THE_SYSTEM]
        return (*shown, *filter(_may_be_read, links), *self._not_hidden)

    @cached_property
    def _not_hidden(self) -> list[str]:
        """Paths that hold it all; Python's own are named, in case a folder above has no listing."""
        of_python = {os.path.realpath(path) for path in (sys.prefix, sys.base_prefix, *sys.path)}
        hidden = [str(path) for path in HIDDEN]
        return [path for top in (os.sep, *of_python) for path in everything_but(hidden, top)]


def _may_be_read(path: str) -> bool:
    return HIDDEN.isdisjoint([Path(path), *Path(path).parents])


def _end_children() -> None:
    """End every child that is left, such as one whose start was interrupted."""
    for process in multiprocessing.active_children():
        process.kill()
        process.join()
