"""Packages of npm for tests, installed where nothing of them stays."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def installed(package: Path, folder: Path) -> Path:
    """Copy a folder with a `package.json` to `folder`, and install there what it names, or skip."""
    npm = shutil.which("npm")
    if shutil.which("node") is None or npm is None:
        pytest.skip("there is no node or no npm on the PATH")
    shutil.copytree(package, folder, dirs_exist_ok=True)
    options = ["--no-package-lock", "--ignore-scripts", "--engine-strict", "--no-audit"]
    install = subprocess.run(
        [npm, "install", *options], cwd=folder, stderr=subprocess.PIPE, text=True, check=False
    )
    if install.returncode != 0:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(f"npm could not install the package: {install.stderr}")
    return folder
