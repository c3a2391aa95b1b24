# A link to all there is in the place of its own folder.
# kind: G
# then: the right answer
# needs: os.mkfifo

import contextlib
import os

own = os.getcwd()
with contextlib.suppress(OSError):
    os.rename(own, own + "-away")
    os.symlink("/", own)
    raise SystemError("its folder is another now")
with contextlib.suppress(OSError):
    os.rmdir(own)
    raise SystemError("its folder is gone")
