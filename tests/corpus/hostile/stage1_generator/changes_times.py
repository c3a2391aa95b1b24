# The times of files that it may only read.
# kind: E
# then: the right answer

import contextlib
import os

before = os.stat(os.__file__)
with contextlib.suppress(OSError):
    os.utime(os.__file__, ns=(before.st_atime_ns, before.st_mtime_ns + 1_000))
with open(os.__file__) as file, contextlib.suppress(OSError):
    os.utime(file.fileno(), ns=(before.st_atime_ns, before.st_mtime_ns + 1_000))
if os.stat(os.__file__).st_mtime_ns != before.st_mtime_ns:
    os.utime(os.__file__, ns=(before.st_atime_ns, before.st_mtime_ns))
    raise SystemError("it has changed the times of a file")
