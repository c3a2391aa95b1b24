"""httpx as the grader and the client's process import it."""

from __future__ import annotations

import subprocess
import sys

WITHOUT = """
import sys
from graders.harness.lean_httpx import httpx
assert not {"click", "pygments", "rich"} & set(sys.modules)
assert callable(httpx.main)
import pygments, click
"""
SOUGHT_ONCE = """
import sys
sought = []
class Finder:
    def find_spec(self, name, path=None, target=None):
        sought.append(name)
sys.meta_path.insert(0, Finder())
from graders.harness.lean_httpx import httpx
from httpcore._synchronization import current_async_library
for _ in range(3):
    assert current_async_library() == "asyncio"
assert sought.count("sniffio") == 1, sought
"""


def run(code: str) -> None:
    """Run it in a Python that has imported nothing yet; what is asserted in it must hold."""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_its_command_line_is_not_imported_and_hides_nothing() -> None:
    run(WITHOUT)


def test_what_is_not_installed_is_sought_once() -> None:
    run(SOUGHT_ONCE)
