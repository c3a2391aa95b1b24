"""Which engine has the jobs done; what an engine needs is looked for only when it is chosen."""

from __future__ import annotations

import importlib.util

from graders.classroom.engine import LocalEngine, usual_number
from graders.classroom.job import Engine
from graders.errors import UsageError

ENGINES = ("local", "dask")


def engine(
    name: str, workers: int | None, scheduler: str | None, certificates: str | None
) -> Engine:
    """Return the engine with this name."""
    if name == "local":
        if scheduler or certificates:
            raise UsageError("--scheduler and --certificates go with --engine dask")
        return LocalEngine(workers)
    prove_dask()
    from graders.classroom.dask_engine import DaskEngine

    return DaskEngine(scheduler, certificates, workers or usual_number())


def prove_dask() -> None:
    """Raise `UsageError` where Dask is not installed."""
    if importlib.util.find_spec("distributed") is None:
        raise UsageError("--engine dask takes Dask: python -m pip install -r requirements/dask.txt")
