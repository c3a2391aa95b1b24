"""What a served app is like between two steps, as its own process tells it."""

from __future__ import annotations

from dataclasses import dataclass

from graders.harness.channel import Message


@dataclass(frozen=True)
class State:
    """What the server's process says of itself once everything has settled.

    `waiting` has the held generators, as the child tells of them; `followers` those that went on
    without being held, as nothing had happened since the last hold; `a_thread_is_held` says that
    one of the former runs in a thread of the student's own. `sent` has the bytes of body for each
    request, and `over` the requests that get no more.
    """

    clock: float
    started: bool
    next_timer: float | None
    waiting: list[Message]
    followers: list[Message]
    a_thread_is_held: bool
    other_threads: int
    sent: dict[str, int]
    over: set[str]

    @classmethod
    def from_reply(cls, reply: Message) -> State:
        """Make one of what the child said."""
        next_timer = reply["next_timer"]
        return cls(
            clock=float(reply["clock"]),
            started=bool(reply["started"]),
            next_timer=None if next_timer is None else float(next_timer),
            waiting=list(reply["waiting"]),
            followers=list(reply["followers"]),
            a_thread_is_held=any(bool(held["own_thread"]) for held in reply["waiting"]),
            other_threads=int(reply["other_threads"]),
            sent={request: int(size) for request, size in reply["sent"].items()},
            over=set(reply["over"]),
        )
