"""`watch`: grade what a save can have changed, as soon as it is saved, and say what comes next."""

from __future__ import annotations

import argparse

from graders import interrupts
from graders.arguments import PASSED, Parser, chosen_exercises, chosen_seed, submission_folder
from graders.errors import Interrupted


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_exercises()
    parser.add_submission()
    parser.add_argument(
        "--poll",
        action="store_true",
        help="look for changes again and again, where the system does not tell of them",
    )
    parser.add_argument(
        "--go-on", action="store_true", help="turn to the next exercise when one passes"
    )
    parser.add_seed("the prompts to use all the time")


def run(options: argparse.Namespace) -> int:
    """Grade your files whenever you save one, until q or Ctrl-C."""
    ids = chosen_exercises(options.exercises)
    folder = submission_folder(options.submission)

    from graders.harness.zygote import preload

    preload()  # this takes longest, so everything else is imported meanwhile
    from graders.report.console import make_console
    from graders.report.next_commands import NextCommands
    from graders.watch.controller import Controller
    from graders.watch.view import Screen

    screen = Screen(make_console(), NextCommands.typed(options.submission))
    seed, how = chosen_seed(options.seed), {"poll": options.poll, "go_on": options.go_on}
    controller = Controller(ids, folder, seed, screen, **how)
    try:
        interrupts.run(controller.run())
    except Interrupted as interrupt:  # the usual end, of which there is nothing to say
        return interrupt.exit_status
    return PASSED
