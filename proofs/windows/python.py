"""A Python of Windows to run things with: the one that runs this or, elsewhere, one under Wine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from proofs.windows.wine import ROOT, Wine


@dataclass(frozen=True)
class Python:
    """A command that runs Python, where it runs, and how it calls the files of this machine."""

    name: str
    command: list[str]
    variables: Mapping[str, str] = field(default_factory=lambda: os.environ)
    home: Path | None = None
    """Under Wine, the folder that it is in."""
    checkout: Path = ROOT
    """The kit that it runs."""

    @classmethod
    def own(cls) -> Python:
        """Return the Python that runs this."""
        return cls(".".join(map(str, sys.version_info[:2])), [sys.executable])

    @classmethod
    def of_wine(cls, wine: Wine, version: str, checkout: Path) -> Python:
        """Return a Python of Windows that runs a copy of the kit under Wine."""
        # A venv's python.exe is no copy of all this, and looks for it.
        variables = {**wine.variables, "WINEPATH": _path(wine.home(version))}
        return cls(version, wine.python(version), variables, wine.home(version), checkout)

    def path(self, path: Path) -> str:
        """Return what this Python calls a file."""
        return _path(path) if self.home else str(path)

    def run(self, *arguments: str, shown: bool = False, **variables: str) -> tuple[int, str]:
        """Run it in its checkout; return its status and what it printed, which may be shown too."""
        printed = []
        # A pipe, as Wine 8 gives programs no right to look at a file that is only written to.
        with subprocess.Popen(
            [*self.command, *arguments],
            cwd=self.checkout,
            env={**self.variables, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as program:
            assert program.stdout is not None
            for line in program.stdout:
                printed.append(line)
                if shown:
                    print(f"  {line.rstrip()}", flush=True)
        return program.returncode, "".join(printed)


def _path(path: Path) -> str:
    return "Z:" + str(path.resolve()).replace("/", "\\")


def copy_for_wine(folder: Path) -> Path:
    """Return a copy of the kit in `folder`, with nothing that leads out of it.

    To a program under Wine a link is the file that it leads to. What removes an environment there,
    as nox may, would remove the Python of this machine, to which the links of that lead.
    """
    others = shutil.ignore_patterns(".nox", ".git", ".venv", "__pycache__", ".*_cache")
    return Path(shutil.copytree(ROOT, folder / "kit", ignore=others))


def environment_for_nox(python: Python, home: Path, folder: Path) -> list[str]:
    """Make nox's environment `grade` in `folder`, with the packages that `home` has already.

    Returns the options that have nox find it there, and run the kit by its python.exe.
    """
    status, told = python.run("-m", "virtualenv", "--no-seed", python.path(folder / "grade"))
    if status:
        raise RuntimeError(f"no environment could be made: {told}")
    packages = folder / "grade" / "Lib" / "site-packages"
    of_home = python.path(home / "Lib" / "site-packages")
    (packages / "of_the_machine.pth").write_text(f"{of_home}\n", encoding="utf-8")
    shutil.copy(ROOT / "requirements" / "grade.txt", folder / "grade" / "installed.txt")
    return ["--envdir", python.path(folder)]
