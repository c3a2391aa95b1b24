"""The command line of the lab: choose exercises, serve the page, end cleanly."""

from __future__ import annotations

import argparse
import asyncio
import socket
import sys
import tempfile
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graders.arguments import (
    USAGE,
    Parser,
    UsageError,
    chosen_exercises,
    submission_folder,
)
from graders.commands.grade import forget_warning_options
from graders.harness.loopback import HOST, listening_socket

if TYPE_CHECKING:
    from graders.lab.served import Served


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the lab until Ctrl-C; return the exit status (0, or 2 for wrong usage)."""
    options = _parser().parse_args(arguments)
    try:
        ids = chosen_exercises(options.exercises)
        folder = submission_folder(options.submission).resolve()
        listener = _listener(options.port)
    except UsageError as error:
        print(f"lab: {error}", file=sys.stderr)
        return USAGE
    try:
        with listener:
            return _serve(ids, folder, listener, options)
    except KeyboardInterrupt:  # before there was anything to end
        return 0


def _parser() -> Parser:
    parser = Parser(
        prog="lab", description="Watch your own streams in a browser while you write them."
    )
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
    return parser


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
    ids: list[str], folder: Path, listener: socket.socket, options: argparse.Namespace
) -> int:
    from graders.harness.forkserver import preload

    forget_warning_options()
    preload()  # the process that the apps are forked from gets ready meanwhile
    from graders.lab.served import served

    shown = served(ids)
    if not shown:
        print(f"lab: nothing of {', '.join(ids)} is served; choose an app", file=sys.stderr)
        return USAGE
    with tempfile.TemporaryDirectory(
        prefix="streaming-lab-", ignore_cleanup_errors=True
    ) as scratch:
        asyncio.run(_until_stopped(shown, folder, Path(scratch), listener, options))
    return 0


async def _until_stopped(
    shown: Sequence[Served],
    folder: Path,
    scratch: Path,
    listener: socket.socket,
    options: argparse.Namespace,
) -> None:
    from graders.lab.app import Lab
    from graders.lab.server import LabServer

    lab = Lab(shown, folder, scratch)
    server = LabServer(lab)
    async with lab.running(options.poll):
        address = f"http://{HOST}:{listener.getsockname()[1]}/"
        print(
            f"lab: {address}  shows {options.submission}/ and follows it; Ctrl-C ends", flush=True
        )
        if options.open:
            await asyncio.to_thread(webbrowser.open, address)
        await server.serve(sockets=[listener])
