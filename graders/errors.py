"""Exceptions of the kit."""

from __future__ import annotations

import signal


class KitError(Exception):
    """The kit itself cannot go on; the message says why. It is never held against a student."""


class Interrupted(KeyboardInterrupt):
    """A signal, Ctrl-C (SIGINT) above all, ended what was going on."""

    def __init__(self, number: int = signal.SIGINT) -> None:
        super().__init__()
        self.exit_status = 128 + number
