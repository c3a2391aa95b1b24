"""An app whose tokens are made one at a time, for uvicorn: `HELD=module:function`.

The module's `app` is served as it is, but after each token its generator `function` waits for a
line on standard input before it makes the next.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any


def held(source: Callable[..., Any]) -> Callable[..., Any]:
    """Return `source` with a wait after each of its items."""

    def one_by_one(*arguments: Any) -> Iterator[Any]:
        for item in source(*arguments):
            yield item
            sys.stdin.readline()

    async def one_by_one_async(*arguments: Any) -> AsyncIterator[Any]:
        async for item in source(*arguments):
            yield item
            await asyncio.to_thread(sys.stdin.readline)

    return one_by_one_async if inspect.isasyncgenfunction(source) else one_by_one


module, name = os.environ["HELD"].split(":")
submitted = importlib.import_module(module)
setattr(submitted, name, held(getattr(submitted, name)))
app = submitted.app
