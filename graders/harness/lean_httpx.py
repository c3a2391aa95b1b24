"""httpx without its command line, which takes as long to import as half of the rest."""

import sys
from importlib.util import find_spec

__all__ = ["httpx"]

# What is None here cannot be imported, and httpx takes that for a command line not installed.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
import httpx  # noqa: E402

if find_spec("sniffio") is None:
    # httpx would look for it again, in vain and in all of the path, for each of its locks.
    sys.modules["sniffio"] = None  # type: ignore[assignment]
