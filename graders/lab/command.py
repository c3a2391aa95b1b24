"""The command line of the lab: choose exercises, serve the page, end cleanly."""

from __future__ import annotations

import argparse
import asyncio
import socket
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from graders.arguments import PASSED, Parser, chosen_exercises, submission_folder
from graders.errors import UsageError
from graders.exercise import Exercise, exercise
from graders.harness.loopback import HOST, listening_socket
from graders.harness.scratch import scratch_folder


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_exercises()
    parser.add_submission()
    parser.add_argument(
        "--port", type=int, metavar="N", default=0, help="the page's port (default: a free one)"
    )
    parser.add_argument("--open", action="store_true", help="open the page in a browser")
    parser.add_argument(
        "--poll",
        action="store_true",
        default=None,
        help="look for saved files again and again (network drives, some containers)",
    )


def run(options: argparse.Namespace) -> int:
    """Watch your own streams in a browser while you write them, until Ctrl-C."""
    ids = chosen_exercises(options.exercises)
    folder = submission_folder(options.submission).resolve()
    shown = [facts for facts in map(exercise, ids) if facts.role == "app"]
    if not shown:
        raise UsageError(f"nothing of {', '.join(ids)} is served; choose an app")
    try:
        with _listener(options.port) as listener:
            _serve(shown, folder, listener, options)
    except KeyboardInterrupt:  # before there was anything to end
        pass
    return PASSED


def _listener(port: int) -> socket.socket:
    """Return a socket that listens on `port` of the loopback interface alone."""
    try:
        return listening_socket(port)
    except (OSError, OverflowError) as error:
        why = error.strerror if isinstance(error, OSError) else "a port is at most 65535"
        raise UsageError(
            f"port {port} cannot be used: {why}; without --port a free one is"
        ) from error


def _serve(
    shown: Sequence[Exercise], folder: Path, listener: socket.socket, options: argparse.Namespace
) -> None:
    from graders.harness.zygote import preload

    preload()  # the process that the apps are forked from gets ready meanwhile
    with scratch_folder("streaming-lab-") as scratch:
        asyncio.run(_until_stopped(shown, folder, scratch, listener, options))


async def _until_stopped(
    shown: Sequence[Exercise],
    folder: Path,
    scratch: Path,
    listener: socket.socket,
    options: argparse.Namespace,
) -> None:
    from graders.lab.app import Lab
    from graders.lab.server import LabServer
    from graders.report.next_commands import NextCommands

    lab = Lab(shown, folder, scratch)
    server = LabServer(lab)
    async with lab.running(options.poll):
        address = f"http://{HOST}:{listener.getsockname()[1]}/"
        shown_folder = NextCommands.typed(options.submission).path("")
        print(f"lab: {address}  shows {shown_folder} and follows it; Ctrl-C ends", flush=True)
        if options.open:
            await asyncio.to_thread(webbrowser.open, address)
        await server.serve(sockets=[listener])
