# A link that is made only when it runs, and one to a second name.
# kind: B
# got: LookupError: nothing to copy from
# most: 0
# landlock: 1
# links: later = nowhere
# needs: os.mkfifo

import os
import sys
from pathlib import Path

REFERENCE = Path(sys._getframe(1).f_code.co_filename).parents[3] / "solutions" / Path(__file__).name
for make in (os.symlink, os.link):
    try:
        make(REFERENCE, "later.py")
        exec(Path("later.py").read_text())
    except OSError:
        continue
    break
else:
    raise LookupError("nothing to copy from")
