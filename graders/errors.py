"""Every exception of the kit, each in one place of this tree.

Exception
  UsageError            the command was given something it cannot work with (exit status 2)
  KitError              the kit itself cannot go on, never the student's fault (exit status 3)
    NoIsolation         submissions cannot be kept to themselves as was asked for
  ProtocolError         what arrived on the control channel is no message of ours
  ChildGone             the submission's process cannot be observed any longer
  NoReply               nothing came from it, although it could have
  LoadError             the submission cannot be run (raised in its own process)
  OffTheClock           the grader's clock does not govern what the student's code waits for
  CheckFailed           a requirement is not met: what a check raises
KeyboardInterrupt
  Interrupted           a signal ended the run (exit status 128 and the signal's number)
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graders.transcript import Problem


class UsageError(Exception):
    """The command was given something it cannot work with; the message says what, and what can."""


class KitError(Exception):
    """The kit itself cannot go on; the message says why. It is never held against a student."""


class NoIsolation(KitError):
    """Submissions cannot be kept to themselves as was asked for; nothing was graded."""


class ProtocolError(Exception):
    """What arrived on the control channel is no message of ours."""


class ChildGone(Exception):
    """The submission's process cannot be observed any longer; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class NoReply(Exception):
    """Nothing came from the submission's process, although it could have."""


class LoadError(Exception):
    """The submission cannot be run; `problem` says why, as plain data for the control channel."""

    def __init__(self, **problem: Any) -> None:
        super().__init__(problem["message"])
        self.problem = problem


class OffTheClock(Exception):
    """The grader's clock does not govern what the student's code waits for."""


class CheckFailed(Exception):
    """A requirement is not met: what was expected, what came instead, where, and what to try.

    Without `advice` of its own, the check's docstring gives it.
    """

    def __init__(
        self, expected: str, got: str, where: str | None = None, advice: str | None = None
    ) -> None:
        super().__init__(f"expected {expected}, got {got}")
        self.expected = expected
        self.got = got
        self.where = where
        self.advice = advice


class Interrupted(KeyboardInterrupt):
    """A signal, Ctrl-C (SIGINT) above all, ended what was going on."""

    def __init__(self, number: int = signal.SIGINT) -> None:
        super().__init__()
        self.exit_status = 128 + number
