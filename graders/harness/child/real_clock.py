"""A standard event loop on the real clock, for what no other clock governs."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

from graders.harness.child.turns import RESOLUTION, LoopListener, TurnSelector
from graders.harness.child.virtual_clock import MOST_WORKERS
from graders.harness.child.worker_threads import WorkerThreads


class RealClockLoop(asyncio.SelectorEventLoop):
    """It is steered like a `VirtualClockLoop`, but time passes by itself."""

    def __init__(self, control: socket.socket, listener: LoopListener) -> None:
        self.selector = TurnSelector(control, listener)
        super().__init__(self.selector)
        self._clock_resolution = RESOLUTION
        self.workers = WorkerThreads()
        # asyncio would take fewer threads on a machine with few cores, and ten streams at once may
        # need ten: no verdict may depend on the machine.
        self.set_default_executor(ThreadPoolExecutor(MOST_WORKERS, thread_name_prefix="asyncio"))

    def time(self) -> float:
        """Seconds of the finest clock: another may stand for longer than a pause, as on Windows."""
        return perf_counter()

    def advance(self, seconds: float) -> None:
        """Do nothing: nobody moves this clock."""
