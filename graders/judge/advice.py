"""What a student reads when the file could not be run, or a run did not come to its end."""

from __future__ import annotations

from graders.errors import CheckFailed
from graders.text import show
from graders.transcript import Problem, Transcript

ADVICE = {
    "missing": "Put the file back under this name, or let nox -s reset write its stub.",
    "unreadable": "Look at the file's permissions.",
    "empty": "Save the file once more, or let nox -s reset write its stub.",
    "syntax": "Python cannot read on from there: look at this line, and the end of the one above.",
    "missing_name": "Names must be spelled as in the starter file.",
    "wrong_type": "Names must stand for what the starter file says they do.",
    "leftover": "Delete this line: it is the stub's, and there is an answer beside it now.",
    "raised": "Read the message and look at that line: your code raised this.",
    "raised_elsewhere": (
        "Read the message: it comes from no line of yours, but from what your code handed over."
    ),
    "exited": "Nothing in the file may end the process: look for exit() and for the output below.",
    "killed": "The process was killed from within or ran out of memory; look at the output below.",
    "stuck": "Look for a loop that never ends, or for a call that waits without await.",
    "stalled": "Look for an await on something that nobody ever sets or sends.",
    "cut": "Nothing may end the connection early, such as headers that are far too large.",
    "limit": "No exercise needs that much: look for something that grows or goes on without end.",
    "garbled": "Leave files and descriptors alone that your code has not opened or made.",
}
NAME_MISSING = (
    "Python knows no such name at that line: compare its spelling with where it is made, and look "
    "for an import that is missing."
)
BY_WORDS = {
    "EOF when reading a line": (
        "Nobody types anything while this is graded: what input() asks for is a parameter."
    ),
    "chunk exceed the limit": (
        "This reader takes no line longer than its limit, 64 KiB if nothing is said; a file has no "
        "such limit."
    ),
}
"""What to try against an exception that says this."""
BY_NAME = {
    "NameError": NAME_MISSING,
    "ReadTimeout": "httpx gives up on a silence longer than its timeout; None lets it wait.",
}
"""What to try against an exception of this name."""
MODULE_MISSING = "Only fastapi, httpx, aiofiles and what comes with them are installed here."


def describe(problem: Problem) -> str:
    """Return in a line or two what happened, with the student's own line if it is known."""
    when = {"import": " while the file was loaded", "startup": " when the app started"}
    text = problem.message
    if problem.kind == "raised":
        text += when.get(problem.stage or "", "")
    return f"{text}\n{problem.source}" if problem.source else text


def advice_for(problem: Problem) -> str:
    """Return what to try against `problem`."""
    if "ModuleNotFoundError" in problem.message:
        return MODULE_MISSING
    if advice := next((BY_WORDS[words] for words in BY_WORDS if words in problem.message), None):
        return advice
    if (advice := BY_NAME.get(problem.message.partition(":")[0])) is not None:
        return advice
    if problem.kind == "raised" and problem.where is None:
        return ADVICE["raised_elsewhere"]
    return ADVICE.get(problem.kind, ADVICE["raised"])


def failure_by(problem: Problem, expected: str) -> CheckFailed:
    """Return the failure of a check that expected something and met `problem`."""
    return CheckFailed(expected, describe(problem), problem.where, advice_for(problem))


def leftover_of_the_stub(transcript: Transcript) -> str | None:
    """Return that a line of the stub is still in an answer, where that is what went wrong."""
    for problem in transcript.problems:
        if problem.kind == "leftover":
            return (
                f"The stub's raise is still there, beside your code ({problem.where}): delete it."
            )
    if transcript.bare_yields and _gave_nothing_once(transcript):
        lines = " and ".join(map(str, transcript.bare_yields))
        return f"The stub's bare yield is still there (line {lines}) and gives None: delete it."
    return None


def _gave_nothing_once(transcript: Transcript) -> bool:
    """Whether a None came, or broke the sending, where text should have."""
    given = any(
        token.type == "NoneType" for call in transcript.calls.values() for token in call.tokens
    )
    pieces = any(
        piece.type == "NoneType" for run in transcript.runs.values() for piece in run.pieces
    )
    return given or pieces or any("NoneType" in p.message for p in transcript.problems)


def general_diagnosis(transcript: Transcript) -> str | None:
    """Return the most likely mistake as far as it can be told without knowing the exercise."""
    problem = next(iter(transcript.problems), None)
    if problem is None:
        return None
    at = f" ({problem.where})" if problem.where else ""
    if problem.kind == "stuck":
        line = f": {show(problem.source)}" if problem.source else ""
        return f"The code gets stuck and never gives control back{at}{line}."
    if problem.kind == "raised":
        return f"The code stops with {problem.message.splitlines()[0]}{at}."
    return f"{problem.message}{at}."
