"""`certificates`: make what a scheduler, its workers and `class` know each other by."""

from __future__ import annotations

import argparse
from pathlib import Path

from graders.arguments import Parser
from graders.classroom.engines import prove_dask


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("folder", metavar="DIR", help="a new folder for them")


def run(options: argparse.Namespace) -> int:
    """Make a certificate for a cluster that grades."""
    prove_dask()
    from graders.classroom.certificates import make_certificates

    paths = make_certificates(Path(options.folder))
    tls = f"--tls-ca-file {paths['ca']} --tls-cert {paths['cert']} --tls-key {paths['key']}"
    print(f"dask scheduler --protocol tls {tls}")
    print(f"dask worker tls://SCHEDULER:8786 {tls}")
    print(
        f"... class SOURCE --engine dask --scheduler tls://SCHEDULER:8786 "
        f"--certificates {options.folder}"
    )
    return 0
