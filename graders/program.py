"""The one program: find the command, run it, and turn whatever becomes of it into a status."""

from __future__ import annotations

import importlib
import os
import sys
import warnings
from collections.abc import Sequence

from graders.arguments import COMMANDS, INTERRUPTED, KIT_FAILED, USAGE, Parser, help_on_all
from graders.ending import raise_when_ended
from graders.errors import Interrupted, NoIsolation, UsageError

IMPLIED_WARNINGS = ("default", "default::BytesWarning", "error::BytesWarning")
"""What -X dev, -b and -bb add themselves; multiprocessing wants to find them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that comes first in `arguments`, or grade; return the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] in (["-h"], ["--help"]):
        print(help_on_all())
        return 0
    name = given.pop(0) if given[:1] and given[0] in COMMANDS else "grade"
    prog = "graders" if name == "grade" else name
    try:
        _forget_warning_options()
        command = importlib.import_module(COMMANDS[name].module)
        parser = Parser(prog=prog, description=command.run.__doc__)
        command.add_arguments(parser)
        options = parser.parse_args(given)
        raise_when_ended()
        status: int = command.run(options)
        return status
    except UsageError as error:
        print(f"{prog}: {error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt as interrupt:
        exec("")  # Python forgets that it has seen one pass; else it would end by the signal itself
        print(f"{prog}: interrupted; nothing was graded", file=sys.stderr)
        return interrupt.exit_status if isinstance(interrupt, Interrupted) else INTERRUPTED
    except NoIsolation as error:
        print(f"{prog}: {error}", file=sys.stderr)
        return KIT_FAILED
    except Exception as error:
        print(f"{prog}: the kit itself failed: {type(error).__name__}: {error}", file=sys.stderr)
        return KIT_FAILED


def _forget_warning_options() -> None:
    """Keep PYTHONWARNINGS=error, say, from turning a library's warning into a verdict."""
    sys.warnoptions[:] = [option for option in sys.warnoptions if option in IMPLIED_WARNINGS]
    os.environ.pop("PYTHONWARNINGS", None)
    warnings.resetwarnings()
    warnings.simplefilter("ignore")
