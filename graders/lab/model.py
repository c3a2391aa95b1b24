"""Where tokens can come from besides the student's own code: somewhere that takes its time.

The lab puts it in the place of the token source, behind the student's endpoint, which stays as it
is: in bursts, with a long wait for the first token, as a language model does, or from a real one.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from itertools import chain, cycle
from types import ModuleType
from typing import Any, Protocol

from graders.harness.lean_httpx import httpx
from graders.lesson import reply_tokens

IRREGULAR = "irregular"
FIRST = "stage1_generator"
"""The file whose token_stream other files import."""
PAUSES = (1.2, 0.01, 0.01, 0.01, 0.4, 0.02, 0.6, 0.01)
"""Seconds before each token, over and over but for the first."""
DONE = "[DONE]"


class Model(Protocol):
    """A token source in its two forms."""

    def tokens(self, prompt: str) -> Iterator[str]:
        """Yield the tokens of a reply."""

    def tokens_async(self, prompt: str) -> AsyncIterator[str]:
        """Yield the tokens of a reply, awaiting each."""


class Irregular:
    """The lesson's reply, at the pace of a language model."""

    def tokens(self, prompt: str) -> Iterator[str]:
        """Yield the tokens of a reply."""
        for pause, token in _timed(prompt):
            time.sleep(pause)
            yield token

    async def tokens_async(self, prompt: str) -> AsyncIterator[str]:
        """Yield the tokens of a reply, awaiting each."""
        for pause, token in _timed(prompt):
            await asyncio.sleep(pause)
            yield token


class Server:
    """A language model behind a server that speaks OpenAI's protocol, such as one of this machine.

    `url` is the address in front of `/chat/completions`; the first model that it offers is asked.
    """

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._how: dict[str, Any] = {"timeout": None, "trust_env": False}

    def tokens(self, prompt: str) -> Iterator[str]:
        """Yield what the model says, piece by piece."""
        with httpx.Client(**self._how) as client:
            question = self._question(prompt, client.get(f"{self._url}/models"))
            with client.stream("POST", f"{self._url}/chat/completions", json=question) as response:
                response.raise_for_status()
                for line in response.iter_lines():
                    yield from _said(line)

    async def tokens_async(self, prompt: str) -> AsyncIterator[str]:
        """Yield what the model says, awaiting each piece."""
        async with httpx.AsyncClient(**self._how) as client:
            question = self._question(prompt, await client.get(f"{self._url}/models"))
            url = f"{self._url}/chat/completions"
            async with client.stream("POST", url, json=question) as response:
                response.raise_for_status()
                async for line in response.aiter_lines():
                    for text in _said(line):
                        yield text

    def _question(self, prompt: str, models: httpx.Response) -> dict[str, Any]:
        name = models.raise_for_status().json()["data"][0]["id"]
        return {
            "model": name,
            "messages": [{"role": "user", "content": prompt}],
            "stream": True,
        }


def model_of(tokens: str) -> Model:
    """Return the model that `tokens` names: `IRREGULAR`, or the URL of a server."""
    return Irregular() if tokens == IRREGULAR else Server(tokens)


def put_in(model: Model, module: ModuleType, modules: Iterable[ModuleType], source: str) -> bool:
    """Put a model in the place of a file's token source; return whether it has one.

    That is the function named `source` or, without a name, what it has from stage 1.
    """
    modules = list(modules)
    first = next((other for other in modules if other.__name__ == FIRST), None)
    holder, name = (module, source) if source else (first, "token_stream")
    own = vars(holder).get(name) if holder is not None else None
    if own is None:
        return False
    other: Callable[[str], Any] = model.tokens
    if inspect.isasyncgenfunction(own):
        other = model.tokens_async
    for place in [module, *modules]:
        for key in [key for key, value in vars(place).items() if value is own]:
            setattr(place, key, other)
    return True


def _timed(prompt: str) -> Iterator[tuple[float, str]]:
    first, *others = PAUSES
    return zip(chain([first], cycle(others)), reply_tokens(prompt), strict=False)


def _said(line: str) -> Iterator[str]:
    """Yield the text in a line of the answer, if there is any."""
    name, _, data = line.partition(": ")
    if name == "data" and data != DONE:
        for choice in json.loads(data).get("choices", []):
            if text := choice.get("delta", {}).get("content"):
                yield text
