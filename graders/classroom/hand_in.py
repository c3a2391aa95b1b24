"""What one student has handed in, before anybody has looked into it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field

from graders.classroom.listing import Listing
from graders.classroom.picking import FoundFiles, submission_of

LONGEST_NAME = 80
"""Characters of a name that a file is called after."""


@dataclass
class HandIn:
    """One student's: `id` is what the platform knows them by, and `listing` what came from them."""

    student: str
    id: str = ""
    late: bool = False
    listing: Listing = field(default_factory=Listing)
    notes: list[str] = field(default_factory=list)
    source: str = ""

    def __post_init__(self) -> None:
        self.student = unicodedata.normalize("NFC", self.student)
        self.id = unicodedata.normalize("NFC", self.id or self.student)

    @property
    def file_name(self) -> str:
        """The id as the beginning of a file's name, on every system; no two ids have the same."""
        plain = re.sub(r"[^\w.@-]+", "_", self.id)[:LONGEST_NAME].strip("._")
        if plain == self.id and plain == plain.lower() and not _is_reserved(plain):
            return plain
        return f"{plain}-{hashlib.sha256(self.id.encode(errors='replace')).hexdigest()[:8]}".strip(
            "-"
        )

    def read(self) -> FoundFiles:
        """Look into it: return the submission. Nothing of it is kept here."""
        submission = submission_of(self.listing)
        submission.notes[:0] = self.notes
        return submission


def _is_reserved(name: str) -> bool:
    """Whether Windows takes this for a device."""
    return re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name) is not None
