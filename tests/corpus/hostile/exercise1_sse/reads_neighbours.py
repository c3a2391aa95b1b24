# What the others' processes have in their folders, and what is left of earlier runs.
# kind: C
# then: the right answer
# landlock: 1

import contextlib
import os
import sys
from pathlib import Path

KIT = Path(sys._getframe(1).f_code.co_filename).parents[3]
ABOVE = Path(os.getcwd()).parent
PLACES = [*ABOVE.rglob("*"), *ABOVE.parent.glob("*/*.json"), *KIT.glob(".*"), *KIT.glob("*/*.py")]

for place in PLACES:
    if place.is_file() and Path(os.getcwd()) not in place.parents and place.name != "one.pem":
        with contextlib.suppress(OSError):
            place.read_bytes()
            if place.parent != Path(__file__).parent:
                raise SystemError(f"it has read {place}")
