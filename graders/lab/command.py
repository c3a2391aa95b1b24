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

EXAMPLE = "http://127.0.0.1:11434/v1"


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

    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--irregular",
        action="store_true",
        help="tokens that take their time as a language model's do: a long wait, then bursts",
    )
    source.add_argument(
        "--model",
        metavar="URL",
        default="",
        help=f"tokens from a model, from a server with OpenAI's protocol such as {EXAMPLE}",
    )


def run(options: argparse.Namespace) -> int:
    """Watch your own streams in a browser while you write them, until Ctrl-C."""
    ids = chosen_exercises(options.exercises)
    folder = submission_folder(options.submission).resolve()
    shown = {id: exercise(id) for id in ids}
    for id in filter(None, [facts.served_by for facts in shown.values()]):
        shown[id] = exercise(id)  # what a client reads from
    _check_model(options.model)
    try:
        with _listener(options.port) as listener:
            _serve(list(shown.values()), folder, listener, options)
    except KeyboardInterrupt:  # before there was anything to end
        pass
    return PASSED


def _check_model(url: str) -> None:
    if url and not url.startswith(("http://", "https://")):
        raise UsageError(f"{url!r} is no address; --model takes one such as {EXAMPLE}")


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
    from graders.lab.model import IRREGULAR
    from graders.lab.server import LabServer
    from graders.report.next_commands import NextCommands

    lab = Lab(shown, folder, scratch, IRREGULAR if options.irregular else options.model)
    server = LabServer(lab)
    async with lab.running(options.poll):
        address = f"http://{HOST}:{listener.getsockname()[1]}/"
        shown_folder = NextCommands.typed(options.submission).path("")
        print(f"lab: {address}  shows {shown_folder} and follows it; Ctrl-C ends", flush=True)
        if options.open:
            await asyncio.to_thread(webbrowser.open, address)
        await server.serve(sockets=[listener])
