"""`python -m graders.loop COMMAND`: the commands beside grading."""

from __future__ import annotations

import importlib
import signal
import sys
from collections.abc import Sequence

from graders.arguments import USAGE, Usage
from graders.cli import BROKEN

COMMANDS = ("watch", "hint", "reset", "compare", "stubs")


def main(arguments: Sequence[str]) -> int:
    """Run the command that comes first in `arguments`, and return its exit status."""
    name, *rest = arguments or [""]
    if name not in COMMANDS:
        print(f"graders.loop: choose a command from {', '.join(COMMANDS)}", file=sys.stderr)
        return USAGE
    try:
        status: int = importlib.import_module(f"graders.loop.{name}").main(rest)
    except Usage as error:
        print(f"{name}: {error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except Exception as error:
        print(f"{name}: the kit itself failed: {type(error).__name__}: {error}", file=sys.stderr)
        return BROKEN
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
