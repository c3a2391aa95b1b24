# Words put into the memory of every other process.
# kind: A
# then: the right answer

import os
from contextlib import suppress
from pathlib import Path

for process in Path("/proc").glob("[0-9]*"):
    if process.name != str(os.getpid()):
        for name in ("mem", "environ", "oom_score_adj", "clear_refs", "timens_offsets"):
            with suppress(OSError), open(process / name, "r+b", buffering=0):
                raise SystemError(f"it has opened {name} of another process")
