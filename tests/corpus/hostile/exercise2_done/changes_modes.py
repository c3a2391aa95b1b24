# The mode, owner and attributes of files that it may only read.
# kind: E
# then: the right answer
# needs: os.setxattr

import contextlib
import os

before = os.stat(os.__file__)
for change in (
    lambda: os.chmod(os.__file__, 0o600),
    lambda: os.chown(os.__file__, 1777, 1777),
    lambda: os.setxattr(os.__file__, "user.mine", b"1"),
    lambda: os.link(os.__file__, "mine"),
    lambda: os.rename(os.__file__, "mine"),
):
    with contextlib.suppress(OSError):
        change()
after = os.stat(os.__file__)
if (before.st_mode, before.st_uid, before.st_nlink) != (after.st_mode, after.st_uid, after.st_nlink):
    raise SystemError("it has changed a file of others")
