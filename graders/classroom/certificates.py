"""Certificates by which a scheduler, its workers and who sends jobs know each other."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from graders.errors import UsageError

NAMES = {"ca": "ca.pem", "cert": "cert.pem", "key": "key.pem"}


def make_certificates(folder: Path) -> dict[str, Path]:
    """Make a certificate and its key in a new folder, which nobody else may read."""
    from distributed import Security

    try:
        made = Security.temporary()
        folder.mkdir(mode=0o700, parents=True)
    except ImportError as error:
        raise UsageError(
            "making certificates takes cryptography: python -m pip install cryptography"
        ) from error
    except OSError as error:
        raise UsageError(f"{str(folder)!r} cannot be made: {error.strerror}") from error
    content = {"ca": made.tls_ca_file, "cert": made.tls_client_cert, "key": made.tls_client_key}
    for what, text in content.items():
        path = folder / NAMES[what]
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(str(text))
    return {what: folder / name for what, name in NAMES.items()}


def security(folder: str) -> Any:
    """Return what Dask needs to know of the certificates in a folder."""
    from distributed import Security

    paths = {what: Path(folder) / name for what, name in NAMES.items()}
    for path in paths.values():
        if not path.is_file():
            raise UsageError(f"there is no {path.name} in {folder!r}; `certificates` makes it")
    cert, key = str(paths["cert"]), str(paths["key"])
    return Security(
        tls_ca_file=str(paths["ca"]),
        tls_client_cert=cert,
        tls_client_key=key,
        require_encryption=True,
    )
