"""What was observed of one submitted file: plain data, without any opinion on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

ProblemKind = Literal[
    "missing",
    "unreadable",
    "empty",
    "syntax",
    "missing_name",
    "wrong_type",
    "not_started",
    "leftover",
    "raised",
    "exited",
    "killed",
    "stuck",
    "stalled",
    "cut",
    "limit",
    "garbled",
]
"""Why something could not be observed to its end."""
Stage = Literal["import", "startup", "request", "call"]
"""When something was raised."""
StreamEnd = Literal["open", "complete", "cut", "stalled", "endless", "left"]
"""How a response ended: `cut` is a connection that broke, `stalled` one on which nothing more would
ever come, `endless` more than any right answer, `left` a slow one of which enough was seen."""
RunEnd = Literal["open", "complete", "left", "endless", "raised", "not_async_iterable"]
"""How a run of a client ended."""

MAX_TEXT = 2_000
"""Characters of one text that a submission's process tells of itself."""
MAX_NAME = 60

ENDS = {
    "open": "a stream that had not ended when the grader stopped looking",
    "complete": "complete",
    "cut": "a connection that broke off before the end of the response",
    "stalled": "a stream that stands still for ever: nothing it waits for will come",
    "endless": "a stream without end",
    "left": "left early, as it was told to",
    "raised": "an exception",
    "not_async_iterable": "nothing that async for can read",
}
"""How a `Stream` or a `Run` can end, in words."""


@dataclass(frozen=True)
class Problem:
    """Why something could not be observed to its end, and the student's line if one is known."""

    kind: ProblemKind
    message: str
    stage: Stage | None = None
    file: str | None = None
    line: int | None = None
    source: str | None = None

    @classmethod
    def from_message(cls, message: Mapping[str, Any], stage: Stage | None = None) -> Problem:
        """Make one of what the child reported; raise `TypeError` if it reported nonsense."""
        line = message.get("line")
        if not isinstance(line, (int, type(None))):
            raise TypeError("a line is a number")
        return cls(
            kind=one_of(get_args(ProblemKind), message["kind"]),
            message=_told(message["message"]) or "",
            stage=one_of((None, *get_args(Stage)), message.get("stage", stage)),
            file=_told(message.get("file")),
            line=line,
            source=_told(message.get("source")),
        )

    @property
    def where(self) -> str | None:
        """The place as `file:line`, or `file` alone, if there is one."""
        return f"{self.file}:{self.line}" if self.file and self.line else self.file


def one_of(known: Iterable[Any], told: Any) -> Any:
    """Return one of the words that are known; raise `TypeError` when another was told."""
    if told not in known:
        raise TypeError(f"{told!r:.80} is none of the words for it")
    return told


def _told(text: Any) -> str | None:
    """Return as much of a text as is kept; raise `TypeError` when it is none."""
    if not isinstance(text, (str, type(None))):
        raise TypeError("a problem is told in text")
    return text and text[:MAX_TEXT]


@dataclass(frozen=True)
class Chunk:
    """One piece of a body as it came over the wire.

    `step` counts what the grader has done so far on purpose (moved the clock, opened the gate);
    `clock` is the server's time in seconds.
    """

    data: bytes
    step: int
    clock: float


@dataclass(frozen=True)
class Hold:
    """What the client had when a generator of the student's was asked for item `item` (from 0).

    `on_loop` says that it ran on the event loop's own thread, which it held up. `kind` is one of:
    token_stream (the contract's), generator, expression, list (all items were there at once).
    `text` is what it had given since it was asked before, if that was text.
    """

    source: int
    item: int
    on_loop: bool
    chunks: int
    size: int
    kind: str = "token_stream"
    name: str = "token_stream"
    text: str | None = None

    @classmethod
    def from_message(cls, message: Mapping[str, Any], chunks: int, size: int) -> Hold:
        """Make one of what the child said; raise an error of the usual kinds if it is nonsense."""
        numbers = int(message["source"]), int(message["item"]), bool(message["on_loop"])
        kind, name = str(message["kind"])[:MAX_NAME], str(message["name"])[:MAX_NAME]
        return cls(*numbers, chunks, size, kind, name, _told(message["text"]))


@dataclass(frozen=True)
class Times:
    """When a request reached the app, was sent each piece, and was over, in real seconds.

    `held` says for how much of the pause before a piece nobody else was served: the longest turn
    that the event loop took, or the time in a worker thread that the student's code does not await.
    `busy` says for how much of the whole the event loop was at work, for this request and others.
    """

    begun: float
    ended: float
    sent: list[float]
    sizes: list[int]
    held: list[float]
    busy: float = 0.0

    @classmethod
    def from_message(cls, message: Mapping[str, Any]) -> Times:
        """Make one of what the child noted."""
        pieces = message["pieces"]
        begun = float(message["begun"])
        return cls(
            begun=begun,
            ended=begun if message["ended"] is None else float(message["ended"]),
            sizes=[int(piece[0]) for piece in pieces],
            sent=[float(piece[1]) for piece in pieces],
            held=[float(piece[2]) for piece in pieces],
            busy=float(message["busy"]),
        )


@dataclass
class Stream:
    """One request and everything that came back.

    `begun_at` and `ended_at` are times of the server's clock in seconds.
    `times` has what the child noted on the real clock, if it was asked for; `gated` says that the
    student's generators were held.
    """

    method: str
    url: str
    prompt: str | None = None
    begun_at: float = 0.0
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    chunks: list[Chunk] = field(default_factory=list)
    end: StreamEnd = "open"
    ended_at: float = 0.0
    times: Times | None = None
    gated: bool = False
    holds: list[Hold] = field(default_factory=list)
    problem: Problem | None = None

    @property
    def body(self) -> bytes:
        """All bytes of the body that arrived."""
        return b"".join(chunk.data for chunk in self.chunks)

    @property
    def is_in_one_frame(self) -> bool:
        """Whether HTTP marks only the end of the body (Content-Length), not each piece of it."""
        return bool(self.chunks) and "transfer-encoding" not in self.headers

    @property
    def content_type(self) -> str:
        """The header's value without optional white space, in lower case."""
        return self.headers.get("content-type", "").replace(" ", "").lower()


@dataclass(frozen=True)
class Token:
    """One value that a generator gave: its text (or `repr`) and the name of its exact type."""

    text: str
    type: str


@dataclass
class Call:
    """One call of a generator function and what its iterator gave.

    `finished` says that what it gave was complete before a token was taken: it has a length, and
    nothing of the student's ran to make one. `more` says that it had not ended after the tokens
    that were taken.
    """

    prompt: str
    type: str | None = None
    iterable: bool = False
    asynchronous: bool = False
    finished: bool = False
    tokens: list[Token] = field(default_factory=list)
    more: bool = False
    problem: Problem | None = None


@dataclass(frozen=True)
class Piece:
    """One piece of text that a client yielded, and the step in which it did."""

    text: str
    type: str
    step: int


@dataclass(frozen=True)
class Sent:
    """What the grader's server had sent when step `step` was over.

    `loop_free` says whether the client's event loop had nothing left to do by then, so that
    others could have run.
    """

    data: bytes
    step: int
    loop_free: bool


@dataclass
class Run:
    """One run of a student's client against the grader's server.

    `path` is what the client was to ask for, `request` what it asked for (the method and the
    target; something else only if it never asked for this), and `status` the answer.
    `what` is the type of what the call gave, if that was no async iterable.
    `closed` says, for a run that left early or gave up on an error, whether it then closed the
    connection; `None` where that could not be told.
    """

    path: str
    status: int
    sent: list[Sent] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    end: RunEnd = "open"
    raised_by_status: bool = False
    closed: bool | None = None
    request: str | None = None
    what: str | None = None
    problem: Problem | None = None

    @property
    def text(self) -> str:
        """All text that the client yielded."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def body(self) -> bytes:
        """All bytes that the server sent."""
        return b"".join(sent.data for sent in self.sent)


@dataclass(frozen=True)
class Blocked:
    """A call that stood still on the event loop's thread, and the student's line it came from."""

    call: str
    where: str
    source: str


@dataclass(frozen=True)
class Reading:
    """A log too large to keep, which was compared with the file while it came.

    `differs_at` is the place of the first byte that is not the file's, if one was not.
    """

    log_size: int
    received: int
    end: StreamEnd = "complete"
    differs_at: int | None = None
    problem: Problem | None = None

    @property
    def right(self) -> bool:
        """Whether the whole file came, or the beginning of it until the grader left."""
        whole = self.end == "complete" and self.received == self.log_size
        return self.differs_at is None and (whole or self.end == "left")

    @property
    def too_short(self) -> bool:
        """Whether it ended properly, and was nothing but the beginning of the file."""
        short = self.end == "complete" and self.received < self.log_size
        return short and self.differs_at is None


@dataclass(frozen=True)
class Memory(Reading):
    """The memory that a submission held, in bytes above its start, while a log was streamed.

    `samples` has each look at it: what the client had received by then, and the memory. The first
    is `stalled`, when the client had stopped reading; the highest is `peak`.
    """

    samples: tuple[tuple[int, int], ...] = ()

    @property
    def stalled(self) -> int:
        """What was needed while the client stood still."""
        return self.samples[0][1]

    @property
    def peak(self) -> int:
        """The most that was needed."""
        return max(memory for _, memory in self.samples)


@dataclass
class Transcript:
    """Everything observed of one file.

    `bare_yields` are the lines of the file with a yield that gives nothing, as a stub has one.
    `stand_in` is the exercise whose file was replaced by the kit's own, as it is not right.
    `ready` says whether the file could be run at all; `problem` is what ended the observation
    early, if anything. `logs` has the lines that the log had when a stream was asked for;
    `open_logs` says how often it was open after many requests. `real_time` says that the streams
    were recorded on the real clock, as no other governs their pauses. `replay` is the beginning
    of the lesson's stream once more on the real clock, timed by the grader alone: the others have
    their times from the child.
    """

    ready: bool = False
    problem: Problem | None = None
    stand_in: str | None = None
    bare_yields: list[int] = field(default_factory=list)
    streams: dict[str, Stream] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    blocked: list[Blocked] = field(default_factory=list)
    readings: dict[str, Reading] = field(default_factory=dict)
    memory: list[Memory] = field(default_factory=list)
    open_logs: int | None = None
    real_time: bool = False
    replay: Stream | None = None
    logs: dict[str, list[str]] = field(default_factory=dict)
    output: str = ""

    @property
    def problems(self) -> list[Problem]:
        """Every problem met, the one that ended the observation first.

        An HTTP error that the grader's own server provoked is none.
        """
        met = [self.problem]
        met += [stream.problem for stream in self.streams.values()]
        met += [call.problem for call in self.calls.values()]
        met += [run.problem for run in self.runs.values() if not run.raised_by_status]
        met += [reading.problem for reading in (*self.readings.values(), *self.memory)]
        return [problem for problem in met if problem is not None]

    @property
    def not_started(self) -> Problem | None:
        """The `NotImplementedError` of a stub that was met, if one was."""
        return next((p for p in self.problems if p.kind == "not_started"), None)
