"""uvicorn as it is used here: over plain HTTP/1.1, and without a word of its own."""

from __future__ import annotations

from typing import Any

import uvicorn


def uvicorn_config(app: Any, **options: Any) -> uvicorn.Config:
    """Return the configuration of a server for `app`, with `options` of uvicorn's beside it."""
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        **options,
    )
