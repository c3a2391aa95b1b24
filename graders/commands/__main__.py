"""`python -m graders.commands COMMAND`: the commands beside grading."""

from __future__ import annotations

import importlib
import signal
import sys
from collections.abc import Sequence

from graders.arguments import USAGE, UsageError
from graders.commands.grade import BROKEN

COMMANDS = ("watch", "hint", "reset", "compare", "stubs")


def main(arguments: Sequence[str]) -> int:
    """Run the command that comes first in `arguments`, and return its exit status."""
    name, *rest = arguments or [""]
    if name not in COMMANDS:
        print(f"graders.commands: choose a command from {', '.join(COMMANDS)}", file=sys.stderr)
        return USAGE
    try:
        module = "graders.watch.command" if name == "watch" else f"graders.commands.{name}"
        status: int = importlib.import_module(module).main(rest)
    except UsageError as error:
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
