"""What the kit imports instead of a sibling file that is not right: the contract's names.

A student's file may import another (`from stage1_generator import token_stream`). Where that one is
wrong, the file is observed with one of these instead, so that a mistake costs its points once.
"""

from __future__ import annotations

import inspect
from string import Template

from graders.lesson import reply_tokens

_TOKENS = '''
def token_stream(prompt):
    """Give the tokens of the lesson's reply, one at a time."""
    for token in reply_tokens(prompt):
        yield token
'''
_APP = Template("""
import asyncio
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
$source

@app.get("$path")
async def endpoint($parameters):
    return StreamingResponse($stream, media_type="$media_type")
""")
_PAUSED = '''
async def token_stream_async(prompt):
    """Give the tokens, each after its pause."""
    for token in reply_tokens(prompt):
        await asyncio.sleep(1 / 100)
        yield token
'''
_EVENTS = '''
def token_stream(prompt):
    """Give the tokens as events."""
    for token in [*reply_tokens(prompt), *$last]:
        yield "data: " + token + 2 * chr(10)
'''
_LINES = '''
def line_stream():
    """Give the lines of the log."""
    log = open("server.log", encoding="utf-8")
    while line := log.readline():
        yield line
    log.close()
'''
_CLIENT = '''
import httpx


async def stream_text(url):
    """Give the text of a response as it arrives."""
    client = httpx.AsyncClient(timeout=None)
    async with client, client.stream("GET", url) as answer:
        answer.raise_for_status()
        async for text in answer.aiter_text():
            yield text
'''


def _app(source: str, path: str, stream: str, media_type: str, parameters: str) -> str:
    facts = {"source": source, "path": path, "stream": stream, "parameters": parameters}
    return _APP.substitute(facts, media_type=media_type)


def _app_of_tokens(source: str, media_type: str) -> str:
    return _app(source, "/generate", "token_stream(prompt)", media_type, "prompt: str")


SOURCES = {
    "stage1_generator": _TOKENS,
    "stage2_streaming": _app_of_tokens(_TOKENS, "text/plain"),
    "stage3_async": _app(
        _PAUSED, "/generate-async", "token_stream_async(prompt)", "text/plain", "prompt: str"
    ),
    "stage4_client": _CLIENT,
    "exercise1_sse": _app_of_tokens(Template(_EVENTS).substitute(last="[]"), "text/event-stream"),
    "exercise2_done": _app_of_tokens(
        Template(_EVENTS).substitute(last='["[DONE]"]'), "text/event-stream"
    ),
    "exercise3_logs": _app(_LINES, "/logs", "line_stream()", "text/plain", ""),
}
"""The code of each stand-in, but for `reply_tokens`, which it calls."""


def whole_source(id: str) -> str:
    """Return all the code of a stand-in."""
    return f"{inspect.getsource(reply_tokens)}\n{SOURCES[id]}"
