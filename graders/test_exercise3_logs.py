"""Exercise 3: a file, line by line.

The grader puts `server.log` into the working directory and reads `GET /logs`: a small log with
awkward lines first, then one of more than a thousand lines, then logs of many megabytes: two
readers at once, of which the first stands still, and one while the memory of the server is watched.
"""

from __future__ import annotations

import math
from pathlib import Path

from graders.errors import CheckFailed
from graders.exercise import Exercise
from graders.harness.drivers.app import AppDriver
from graders.harness.large_log import (
    LONG_LINE,
    VERY_LONG_LINE,
    read_interleaved,
    read_through,
    write_long_lines,
    write_ordinary_lines,
)
from graders.harness.plain_file import open_plain
from graders.harness.process_memory import held_memory, measure
from graders.harness.rig import Rig
from graders.judge import require
from graders.judge.advice import failure_by
from graders.judge.checks import check
from graders.judge.compare import one_chunk_each, same_body
from graders.judge.diagnose import app_mistake
from graders.judge.diagnose_logs import chunks_mistake, text_mistake
from graders.judge.events import essence_is
from graders.judge.expected_output import in_chunks
from graders.judge.growth import flat, flat_until, growth, peak, stalled
from graders.judge.require import NOT_REACHED
from graders.result import Expectation
from graders.text import count
from graders.transcript import Memory, Reading, Transcript

LOG = "server.log"
EXERCISE = Exercise(
    "exercise3_logs", "A file line by line", role="app", name="app", path="/logs", log=LOG
)
PATH = str(EXERCISE.path)
SIZES = (192, 768, 4096)
"""Sizes of the large logs, in lines of 64 KiB: 12, 48 and 256 MB.

The second and third are only for a server that needed much memory for the one before: a buffer
with a limit is full some day, and what holds the log goes on to grow.
"""
MOST_HELD = 640 << 20
"""Bytes of memory that a server may seem to need for the third; else it is shorter."""
TO_TAKE_TURNS = 40
"""Lines of 256 KiB for two readers: more than the buffers between server and client hold."""
THOUSAND = 1_100
"""Lines of ordinary length in a log of more than a thousand."""
MANY = 15
"""Times that the usual lines are in the longer log: well over a hundred lines."""
REQUESTS = 6
ALLOWED_OPEN = 2
"""A file that is closed only when it is collected may be open a little longer."""
TWO = ("one of two", "other of two")
LONG = "a log of more than a thousand lines"
INTERLEAVED = ("the reader that stood still", "the reader that came in between")
ENDS_EARLY = "The end of a longer log is missing: it stops after a fixed number of lines."
SHARED = "Two readers share one open file and its position: each request has to open its own."
LINES = [
    "INFO  server started\n",
    "\n",
    "    indented, with a tab\tin it\n",
    "WARN  Grüße aus Köln, 日本語, 😀\n",
    "a form feed \f, a vertical tab \v and a separator \x1e do not end a line\n",
    "nor does \u2028 or \x85\n",
    "\n",
    'ERROR "quoted", 100 %, a & b <c>\n',
]
LAST_LINE = "INFO  a last line without a line end"


async def record(rig: Rig) -> None:
    """Read a small log, a longer one, twice at once, many times, and then the large ones."""
    log = rig.scratch / LOG
    first = [f"run {rig.random.randrange(10**9)}\n", *LINES, LAST_LINE]
    longer = [*first[:-1], f"{LAST_LINE}, until it grew\n", *LINES * MANY]
    rig.transcript.logs = dict.fromkeys(["lesson", *TWO], first)
    rig.transcript.logs["after it has grown"] = longer
    _write(log, first)
    async with rig.serve() as server:
        await server.get(PATH, name="lesson")
        _write(log, longer)
        await server.get(PATH, name="after it has grown")
        _write(log, first)
        one = server.open(PATH, name="one of two")
        other = server.open(PATH, name="other of two")
        await server.finish(one, other)
        for _ in range(REQUESTS):
            await server.finish(server.open(PATH))
        rig.transcript.open_logs = await server.open_files(log)
        await _record_large_logs(rig, server, log)


async def _record_large_logs(rig: Rig, server: AppDriver, log: Path) -> None:
    """Read what is compared with the file while it comes, and look at the memory."""
    before = held_memory(server.pid)
    readings, memory = rig.transcript.readings, rig.transcript.memory
    large = write_ordinary_lines(log, rig.random, THOUSAND)
    readings[LONG] = await read_through(server, PATH, large)
    large = write_long_lines(log, rig.random, TO_TAKE_TURNS, VERY_LONG_LINE)
    pair = await read_interleaved(server, PATH, large)
    readings.update(zip(INTERLEAVED, pair, strict=True))
    while (lines := _lines_of_next(memory)) is not None:
        large = write_long_lines(log, rig.random, lines)
        is_last = len(memory) == len(SIZES) - 1
        most = flat_until(memory[-1], lines * LONG_LINE) if is_last else math.inf
        patient = bool(memory) and memory[-1].end == "complete"  # it is quick enough, then
        memory.append(await measure(server, PATH, large, before=before, patient=patient, most=most))


def _write(log: Path, lines: list[str]) -> None:
    with open_plain(log, "wb") as file:
        file.write("".join(lines).encode())


def expected(transcript: Transcript) -> dict[str, Expectation]:
    """Return a chunk for each line of the log."""
    return {name: in_chunks(lines) for name, lines in transcript.logs.items()}


@check("exercise3.app", points=1)
def test_app(transcript: Transcript) -> None:
    """defines app, and uvicorn can start it

    The file must load, also where there is no log yet, and app must be the FastAPI() object.
    """
    require.ready(transcript, "a file with an ASGI app named app")


@check("exercise3.answers", points=1, after="exercise3.app")
def test_answers(transcript: Transcript) -> None:
    """answers GET /logs with status 200, to the end

    The path is /logs; the file is server.log in the working directory.
    """
    require.stream(transcript, "lesson")


@check("exercise3.content-type", points=1, after="exercise3.answers")
def test_content_type(transcript: Transcript) -> None:
    """says that the body is text/plain

    Give StreamingResponse media_type="text/plain".
    """
    essence_is(require.stream(transcript, "lesson"), "text/plain")


@check("exercise3.body", points=3, after="exercise3.answers")
def test_body(transcript: Transcript) -> None:
    """sends the file as it is

    Yield each line as the file gives it: with its line end, its leading spaces, also when blank.
    """
    same_body(require.stream(transcript, "lesson"), "".join(transcript.logs["lesson"]))


@check("exercise3.line-per-chunk", points=3, after="exercise3.body")
def test_line_per_chunk(transcript: Transcript) -> None:
    """sends each line as a chunk of its own

    Loop over the open file: it gives one line at a time, and only \\n ends a line there.
    """
    one_chunk_each(require.stream(transcript, "lesson"), transcript.logs["lesson"], "line")


@check("exercise3.fresh", points=1, after="exercise3.body")
def test_fresh(transcript: Transcript) -> None:
    """reads the whole log afresh for each request

    Open the file inside the generator, where nothing is kept from before, and read to its end,
    however many lines there are and however long they are.
    """
    name = "after it has grown"
    same_body(require.stream(transcript, name), "".join(transcript.logs[name]))
    _same_log(transcript, transcript.readings.get(LONG), LONG)


@check("exercise3.two-readers", points=1, after="exercise3.fresh")
def test_two_readers(transcript: Transcript) -> None:
    """gives two readers at once the whole log each

    Each request needs an open file of its own: two readers of one share its position.
    """
    for name in TWO:
        same_body(require.stream(transcript, name), "".join(transcript.logs[name]))
    for name in INTERLEAVED:
        _same_log(transcript, transcript.readings.get(name), name)


@check("exercise3.handles", points=1, after="exercise3.fresh")
def test_handles(transcript: Transcript) -> None:
    """closes the log when a request is over

    Use with open(...): it closes the file when the loop ends.
    """
    if transcript.open_logs is None:
        raise failure_by(transcript.problem or NOT_REACHED, f"answers to {REQUESTS} requests")
    if transcript.open_logs > ALLOWED_OPEN:
        got = f"{LOG} open {count(transcript.open_logs, 'time')}"
        raise CheckFailed("no open log", got, f"after {REQUESTS} requests")


@check("exercise3.memory", points=2, after="exercise3.body")
def test_memory(transcript: Transcript) -> None:
    """needs the same memory however large the log is

    Never hold the file: no read(), no readlines(), no list of the lines.
    """
    flat(_large_logs(transcript), peak, "the server's memory while it streams")


@check("exercise3.stalled-client", points=1, after="exercise3.body")
def test_stalled_client(transcript: Transcript) -> None:
    """reads no further than a client does that has stopped reading

    Yield from the loop that reads: a queue or a list in between fills up when nobody reads.
    """
    flat(_large_logs(transcript), stalled, "while the client stands still after line 1")


def _same_log(transcript: Transcript, reading: Reading | None, what: str) -> None:
    """Require that a large log came as it is in the file.

    When another reader has moved its file, chance decides how far this one came: that is not told.
    """
    if reading is None:
        raise failure_by(transcript.problem or NOT_REACHED, f"the whole of {what}")
    if reading.differs_at is not None:
        where = what if what in INTERLEAVED else f"{what}, byte {reading.differs_at + 1}"
        raise CheckFailed("the bytes of the file", "other bytes", where)
    if not reading.right and (problem := reading.problem or transcript.problem):
        raise failure_by(problem, f"the whole of {what}")
    if not reading.right:
        got = count(reading.received, "byte")
        if what in INTERLEAVED:
            got = "another number of them"
        raise CheckFailed(f"{reading.log_size} bytes", got, what)


def _large_logs(transcript: Transcript) -> list[Memory]:
    """Return what was measured, as far as it was needed.

    When long logs end too early, exercise3.fresh tells it, and it costs points there only.
    """
    memory, known = transcript.memory, transcript.readings.get(LONG)
    readings: list[Reading | None] = [*memory] if memory else [None]
    for reading in readings:
        if not (known and known.too_short and reading and reading.too_short):
            _same_log(transcript, reading, "a large log")
    ended_early = len(memory) < len(SIZES) and transcript.problem
    if ended_early and (growth(memory, peak) or growth(memory, stalled)):
        raise failure_by(ended_early, "the whole of a larger log")
    return memory


def _lines_of_next(memory: list[Memory]) -> int | None:
    """Return the lines of the next log to stream, if what is known is not enough for a verdict."""
    if len(memory) == len(SIZES) or (memory and not memory[-1].right):
        return None
    if memory and growth(memory, peak) is growth(memory, stalled) is None:
        return None
    lines, held = SIZES[len(memory)], max([1.0, *(one.peak / one.log_size for one in memory)])
    lines = min(lines, int(MOST_HELD / held / LONG_LINE))
    # One that is hardly longer than the last tells nothing that is not known.
    return None if memory and lines * LONG_LINE < 2 * memory[-1].log_size else lines


def diagnose(transcript: Transcript) -> str | None:
    """Return the most likely mistake in one sentence, if it can be recognised."""
    stream = transcript.streams.get("lesson")
    lines = transcript.logs.get("lesson", [])
    if stream is None or stream.status != 200:
        return app_mistake(transcript, EXERCISE, lines, "text/plain")
    if stream.problem is not None and "FileNotFoundError" in stream.problem.message:
        return "The log is looked for in another place: it is server.log in the working directory."
    text, body = "".join(lines), stream.body.decode("utf-8", "replace")
    if body != text:
        known = text_mistake(body, text)
    else:
        known = chunks_mistake(stream, lines) or _diagnose_large_logs(transcript)
    return known or app_mistake(transcript, EXERCISE, lines, "text/plain")


def _diagnose_large_logs(transcript: Transcript) -> str | None:
    """What shows only after the log has grown."""
    grown = transcript.streams.get("after it has grown")
    if grown is not None and grown.body == transcript.streams["lesson"].body:
        return "The log is read once and kept; open it anew for each request."
    if grown is not None and grown.body:
        whole = "".join(transcript.logs["after it has grown"]).encode()
        if grown.body != whole and whole.startswith(grown.body):
            return ENDS_EARLY
        if grown.body != whole:
            return None
    if (known := _diagnose_readings(transcript)) is not None:
        return known
    if transcript.memory and growth(transcript.memory, peak) is not None:
        return "The whole file is held in memory, by read() or readlines() or a list."
    return None


def _diagnose_readings(transcript: Transcript) -> str | None:
    """What happened to logs that were compared with the file."""
    for name, reading in (*transcript.readings.items(), *(("", m) for m in transcript.memory)):
        if reading.right or reading.problem is not None:
            continue
        if reading.end == "endless":
            return "The response never ends: the loop has to stop at the end of the file."
        if name == LONG and reading.differs_at is not None:
            return "In a longer log something is changed or left out: send every line as it is."
        if name == LONG and reading.too_short:
            return ENDS_EARLY
        if name in INTERLEAVED and transcript.readings[LONG].right:
            return SHARED
    return None


HINTS = (
    """
    read() and readlines() bring the whole file into memory before the first line is sent. But one
    can go through an open file as through a list, and there is never more than a line in memory.
    """,
    """
    A for loop over an open file gives one line at a time, each with its line end, so nothing has to
    be added or taken away. Open the file inside the generator: then every request has a file of its
    own, as it is now, and with closes it when the loop is over. Say that it is UTF-8, which is not
    what every system takes for granted.

    Lesson: "Exercise 3: Stream a File Line-by-Line", and its hint.

    https://docs.python.org/3/tutorial/inputoutput.html#methods-of-file-objects
    https://docs.python.org/3/library/functions.html#open
    """,
    """
    In place of the raise and of the yield below it, with the three dots filled in:

        with open("server.log", ...) as log:     # its encoding is "utf-8"
            for line in ...:                     # the open file
                yield ...
    """,
)
