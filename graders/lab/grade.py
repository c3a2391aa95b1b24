"""Grade one exercise in a process of its own, as the command line does."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from pathlib import Path
from typing import Any

KIT = Path(__file__).resolve().parents[2]


async def grade(id: str, folder: Path) -> dict[str, Any]:
    """Return what the result says of the exercise, or `{"error": why there is none}`."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "graders", id, "--submission", str(folder), "--json", "-"),
        cwd=KIT,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,  # a Ctrl-C is for the lab, which ends this as it likes
    )
    try:
        written, told = await process.communicate()
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            await process.wait()
    try:
        return _of_interest(json.loads(written)["exercises"][0])
    except (ValueError, LookupError):
        last = told.decode("utf-8", "replace").strip().splitlines()[-1:]
        return {"error": "".join(last) or f"the grader ended with status {process.returncode}"}


def _of_interest(exercise: dict[str, Any]) -> dict[str, Any]:
    checks = exercise["checks"]
    facts = {name: exercise[name] for name in ("status", "score", "max_score", "diagnosis")}
    passed = sum(check["status"] == "passed" for check in checks)
    failed = [check for check in checks if check["status"] in ("failed", "error")]
    return {**facts, "passed": passed, "checks": len(checks), "failed": failed}
