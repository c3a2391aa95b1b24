"""What all observations of a run share: a scratch folder, a watchdog, what may be read."""

from __future__ import annotations

import contextlib
import os
import sys
from functools import cached_property
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path

import certifi

from graders.harness.child.sandbox import everything_but
from graders.harness.lean_httpx import httpx
from graders.harness.process_tree import adopt_orphans
from graders.harness.scratch import scratch_folder
from graders.harness.self_test import SelfTest
from graders.harness.transport import LoopbackTransport
from graders.harness.watchdog import Watchdog, watchdog
from graders.harness.zygote import end_children, preload

KIT = Path(__file__).resolve().parents[2]
HIDDEN = [str(KIT / name) for name in ("graders", "solutions", "tests", "proofs", ".git")]
"""What a submission has no business to read, wherever it lies: the answers, how it is judged."""
OF_THE_SYSTEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/nix/store", "/gnu/store"),
    *("/sys/devices/system/cpu", "/sys/fs/cgroup", "/proc/sys", "/proc/stat", "/proc/cpuinfo"),
    *("/proc/meminfo", "/proc/version"),
)
"""Programs, libraries, settings, and what the system says of itself; no folder of a person."""


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
        links = [_where_it_leads(path) for path in submission.iterdir() if path.is_symlink()]
        own = str(submission.resolve())
        hidden = [path for path in HIDDEN if path != own]
        return (
            *everything_but(hidden, own),
            *filter(_may_be_read, links),
            str(self.certificates.resolve()),
            *self._of_python_and_system,
        )

    @cached_property
    def _of_python_and_system(self) -> list[str]:
        packages = [path for path in map(os.path.realpath, sys.path) if not _holds_the_kit(path)]
        python = map(os.path.realpath, (sys.prefix, sys.base_prefix, sys.exec_prefix))
        tops = dict.fromkeys([*OF_THE_SYSTEM, *python, *packages])
        return [path for top in tops for path in everything_but(HIDDEN, top)]


def _where_it_leads(link: Path) -> str:
    """Return the path behind a link; of one that cannot be followed, the link itself."""
    try:
        return os.path.realpath(link)
    except OSError:
        return str(link)


def _holds_the_kit(path: str) -> bool:
    """Whether the kit is there only because it was started from there."""
    return KIT.is_relative_to(path)


def _may_be_read(path: str) -> bool:
    """Whether a link of the submission's may lead there: to a file, which is not of the kit."""
    return os.path.isfile(path) and not any(Path(path).is_relative_to(one) for one in HIDDEN)
