"""Imported once, by the process that all children are forked from: it makes starting cheap."""

import contextlib
import gc
import inspect

gc.disable()  # nothing that is imported here is ever garbage, so there is no use in looking

import anyio._backends._asyncio  # noqa: E402, F401
import fastapi.responses  # noqa: E402
import uvicorn.lifespan.on  # noqa: E402
import uvicorn.protocols.http.h11_impl  # noqa: E402, F401

import graders.harness.child.main  # noqa: E402, F401


@fastapi.FastAPI().get("/")
def endpoint(prompt: str) -> None:
    """Have FastAPI import what it puts off until there is an endpoint with a parameter."""


with contextlib.suppress(OSError):
    inspect.getsource(endpoint)  # FastAPI does this too, and what is compiled for it is kept

gc.freeze()
gc.enable()
