"""httpx without its command line, which takes as long to import as half of the rest."""

import sys

__all__ = ["httpx"]

_HIDDEN = "pygments" not in sys.modules
if _HIDDEN:
    # What is None here cannot be imported, and httpx takes that for a command line not installed.
    sys.modules["pygments"] = None  # type: ignore[assignment]
try:
    import httpx
finally:
    if _HIDDEN:
        del sys.modules["pygments"]
