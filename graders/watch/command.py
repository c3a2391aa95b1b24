"""`watch`: grade what a save can have changed, as soon as it is saved, and say what comes next."""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
from collections.abc import Callable, Coroutine, Sequence

from graders.arguments import Parser, chosen_exercises, submission_folder
from graders.commands.grade import forget_warning_options
from graders.commands.typed import session_of


def main(arguments: Sequence[str]) -> int:
    """Grade your files whenever you save one, until q or Ctrl-C."""
    parser = Parser(prog="watch", description=main.__doc__)
    parser.add_exercises()
    parser.add_submission()
    parser.add_argument(
        "--poll",
        action="store_true",
        help="look for changes again and again, where the system does not tell of them",
    )
    parser.add_argument(
        "--seed", type=int, metavar="N", help="the prompts to use all the time (default: random)"
    )
    options = parser.parse_args(arguments)
    ids = chosen_exercises(options.exercises)
    folder = submission_folder(options.submission)
    forget_warning_options()

    from graders.harness.forkserver import preload

    preload()  # this takes longest, so everything else is imported meanwhile
    from graders.report.console import make_console
    from graders.watch.controller import Controller
    from graders.watch.view import Screen

    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**9)
    screen = Screen(make_console(), session_of(options.submission))
    return asyncio.run(
        _until_ended(lambda: Controller(ids, folder, seed, screen, options.poll).run())
    )


async def _until_ended(watch: Callable[[], Coroutine[None, None, None]]) -> int:
    """Watch until the student ends it, or a signal does: then the terminal is put back too."""
    ended_by = 0
    task = asyncio.ensure_future(watch())

    def end(number: int) -> None:
        nonlocal ended_by
        ended_by = ended_by or number
        task.cancel()

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError):
            number = getattr(signal, name)
            asyncio.get_running_loop().add_signal_handler(number, end, number)
    try:
        await task
    except asyncio.CancelledError:
        if not ended_by:
            raise
    return 128 + ended_by if ended_by else 0
