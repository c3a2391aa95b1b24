"""What the process of a live app does. The lab imports this, and nothing heavy with it."""

from __future__ import annotations

import socket
from dataclasses import dataclass

from graders.harness.child.job import Job


@dataclass(frozen=True)
class LiveJob(Job):
    """Serve the file's app on the real clock, as uvicorn would, until it is ended."""

    def run(
        self, control: socket.socket, output: socket.socket, listener: socket.socket | None
    ) -> None:
        """Do it, in the process that was started for it."""
        from graders.lab import child

        assert listener is not None
        child.run(self, control, output, listener)
