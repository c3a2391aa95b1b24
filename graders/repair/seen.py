"""What rules ask of the evidence: what came for the lesson's prompt, and what stopped the code."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from graders.lesson import LESSON_PROMPT, reply, reply_tokens
from graders.repair.rule import Evidence
from graders.transcript import Problem, Stream

REPLY = reply("{prompt}").strip()
"""The reply as the lesson writes it, with {prompt} in the prompt's place."""
PLAIN, EVENTS = "text/plain", "text/event-stream"
DONE = "[DONE]"
ALIKE = 0.7
"""How much of a text has to be that of the sentinel for the rest of it to be a slip."""
LAZY: tuple[str, ...] = (
    "lazy",
    "plain-str",
    "incremental",
    "chunk-per-token",
    "one-event-per-chunk",
    "body",
)
LAZY += ("one-per-step", "never-blocks", "line-per-chunk", "stalled-client", "memory")
"""The checks that fail where everything is made before the first token is handed on."""
_MEDIA_TYPES = {"exercise1": (EVENTS,), "exercise2": (EVENTS, PLAIN)}


def media_types(evidence: Evidence) -> tuple[str, ...]:
    """Return the content types that are right for the exercise."""
    return _MEDIA_TYPES.get(evidence.exercise.short, (PLAIN,))


def is_client(evidence: Evidence) -> bool:
    """Whether the file is to read a stream, and not to send one."""
    return evidence.exercise.role == "client"


def may_be(evidence: Evidence, *checks: str) -> bool:
    """Whether one of these checks did not pass, or nothing is known of any."""
    return not evidence.failed or not evidence.failed.isdisjoint(checks)


def stream(evidence: Evidence) -> Stream | None:
    """Return the answer to the lesson's request, if there was one."""
    return evidence.transcript.streams.get("lesson")


def status(evidence: Evidence) -> int | None:
    """Return the status of that answer."""
    answer = stream(evidence)
    return answer.status if answer is not None else None


def content_type(evidence: Evidence) -> str:
    """Return the content type of that answer, without its charset."""
    answer = stream(evidence)
    return answer.content_type.partition(";")[0] if answer is not None else ""


def tokens(evidence: Evidence) -> list[str]:
    """Return what came for the lesson's prompt: a generator's tokens, or the chunks of a body."""
    call, answer = evidence.transcript.calls.get("lesson"), stream(evidence)
    if call is not None:
        return [token.text for token in call.tokens]
    chunks = answer.chunks if answer is not None else []
    return [chunk.data.decode("utf-8", "replace") for chunk in chunks]


def types(evidence: Evidence) -> set[str]:
    """Return the types of what a generator gave, and the type of what its call returned."""
    calls = evidence.transcript.calls.values()
    found = {token.type for call in calls for token in call.tokens}
    return found | {call.type for call in calls if call.type is not None}


def joined(evidence: Evidence) -> str:
    """Return all that came for the lesson's prompt, as one text."""
    return "".join(tokens(evidence))


def only_spaces_differ(evidence: Evidence) -> bool:
    """Whether the right text came for the lesson's prompt but for its white space."""
    came, right = joined(evidence), reply(LESSON_PROMPT)
    return came != right and "".join(came.split()) == "".join(right.split())


def wrong_token(evidence: Evidence) -> tuple[str, str] | None:
    """Return the first token that is another than it should be: what came, and what should."""
    for came, right in zip(tokens(evidence), reply_tokens(LESSON_PROMPT), strict=False):
        if came != right:
            return came.strip(), right.strip()
    return None


def by_character(evidence: Evidence) -> bool:
    """Whether a text came letter by letter."""
    texts = [text.removeprefix("data: ").strip() for text in tokens(evidence)]
    return len(texts) > 2 and all(len(text) <= 1 for text in texts)


def stopped_by(evidence: Evidence, *words: str) -> list[Problem]:
    """Return the problems whose message has one of these words in it."""
    return [p for p in evidence.problems if any(word in p.message for word in words)]


def misspelt_done(text: str) -> str | None:
    """Return the word in brackets in a text that is nearly [DONE], and is not, if there is one."""
    for word in re.findall(r"\[\w+\]", text):
        if ALIKE < SequenceMatcher(None, word, DONE, autojunk=False).ratio() < 1:
            return str(word)
    return None


def unknown_names(evidence: Evidence) -> list[str]:
    """Return the names that Python did not know, each once."""
    told = (
        r"name '(\w+)' is not defined",
        r"variable '(\w+)' (?:referenced|where it is not)",
        r"free variable '(\w+)'",
    )
    found = [name for words in told for name in re.findall(words, evidence.messages)]
    return list(dict.fromkeys(found))
