"""Mutants of the solutions that survive, and why nobody could tell them from the solution.

Each is named as `tests/mutants.py` does: the exercise, the text of the changed line, the change.
"""

from __future__ import annotations

ANSWER = 'return StreamingResponse({}, media_type="{}")'
OPEN = 'with open("server.log", encoding="utf-8") as log:'
STREAM = (
    "async with httpx.AsyncClient(timeout=patient) as client, "
    'client.stream("GET", url) as response:'
)
TIMEOUT = "patient = httpx.Timeout(5.0, read=None)"
GENERATE = "def generate(prompt: str) -> StreamingResponse:"
TOKEN_STREAM = "def token_stream(prompt: str) -> Iterator[str]:"
EVENT = r'yield f"data: {token}\n\n"'

EQUIVALENTS: dict[str, list[tuple[str, str, str]]] = {
    "The words of the reply all exist before the first is yielded, in the lesson's code as well.": [
        ("stage1_generator", TOKEN_STREAM, "collect, then yield"),
        (
            "stage1_generator",
            "for word in sentence.split():",
            "sentence.split() -> list(sentence.split())",
        ),
        ("stage3_async", "for token in words(prompt):", "words(prompt) -> list(words(prompt))"),
    ],
    "An endpoint that only makes a response may be async or not: the response is the same.": [
        ("stage2_streaming", GENERATE, "def -> async def"),
        (
            "stage3_async",
            "async def generate_async(prompt: str) -> StreamingResponse:",
            "async def -> def",
        ),
        ("exercise1_sse", GENERATE, "def -> async def"),
        ("exercise2_done", GENERATE, "def -> async def"),
        ("exercise3_logs", "def logs() -> StreamingResponse:", "def -> async def"),
    ],
    "StreamingResponse sends what an async generator yields just as well.": [
        ("exercise1_sse", TOKEN_STREAM, "def -> async def"),
        ("exercise2_done", TOKEN_STREAM, "def -> async def"),
    ],
    "A pause after each token is as good as one before it.": [
        (
            "stage3_async",
            "for token in words(prompt):",
            "swap statements 1 and 2 in it",
        ),
    ],
    "How long connecting may take is the client's own choice.": [
        ("stage4_client", TIMEOUT, "5.0 -> 6.0"),
        ("stage4_client", TIMEOUT, "5.0 -> 4.0"),
        ("stage4_client", TIMEOUT, "5.0 -> 10.0"),
    ],
    "Leaving the response early closes its connection; the client has no other.": [
        ("stage4_client", STREAM, "no with for httpx.AsyncClient(timeout=patient)"),
    ],
    "httpx sends the name of a method in capital letters.": [
        ("stage4_client", STREAM, "'GET' -> 'get'"),
    ],
    "EventSource drops the space after the colon, if there is one.": [
        ("exercise1_sse", EVENT, "'data: ' -> 'data:'"),
        ("exercise2_done", EVENT, "'data: ' -> 'data:'"),
    ],
    "The case of a media type's letters makes no difference.": [
        (
            "exercise1_sse",
            ANSWER.format("token_stream(prompt)", "text/event-stream"),
            "'text/event-stream' -> 'TEXT/EVENT-STREAM'",
        ),
        (
            "exercise2_done",
            ANSWER.format("token_stream(prompt)", "text/event-stream"),
            "'text/event-stream' -> 'TEXT/EVENT-STREAM'",
        ),
        (
            "exercise3_logs",
            ANSWER.format("line_stream()", "text/plain"),
            "'text/plain' -> 'TEXT/PLAIN'",
        ),
    ],
    "Python closes the file when the generator that has it is gone.": [
        ("exercise3_logs", OPEN, "no with for open('server.log', encoding='utf-8')"),
    ],
    "UTF-8 has these names too, and is what Python takes where a system says nothing else.": [
        ("exercise3_logs", OPEN, "'utf-8' -> 'utf-'"),
        ("exercise3_logs", OPEN, "'utf-8' -> 'UTF-8'"),
        ("exercise3_logs", OPEN, "drop encoding= of open"),
    ],
}
