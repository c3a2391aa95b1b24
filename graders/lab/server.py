"""The lab's own web server: it ends at the first Ctrl-C, whatever still streams."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from graders.ending import ENDING
from graders.harness.child.uvicorn_config import uvicorn_config


class LabServer(uvicorn.Server):
    """A uvicorn that leaves by returning, so that everything around it can be cleaned up."""

    def __init__(self, app: ASGIApp) -> None:
        config = uvicorn_config(
            app,
            lifespan="off",
            server_header=False,  # these two come from the students' apps
            date_header=False,
            timeout_graceful_shutdown=0,
        )
        super().__init__(config)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Have signals end the server, and not the process."""
        before = {
            number: signal.signal(number, self.handle_exit)
            for number in ENDING
            if signal.getsignal(number) is not signal.SIG_IGN
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
