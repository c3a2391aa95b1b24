# The descriptors of whoever has started this, taken out of their processes.
# kind: A
# then: the right answer
# needs: os.pidfd_open

import ctypes
import os

PIDFD_GETFD = 438
libc = ctypes.CDLL(None, use_errno=True)

for pid in {os.getppid(), *(int(name) for name in os.listdir("/proc") if name.isdecimal())}:
    if pid != os.getpid():
        try:
            holder = os.pidfd_open(pid)
        except OSError:
            continue
        taken = [libc.syscall(PIDFD_GETFD, holder, number, 0) for number in range(3, 64)]
        if max(taken) >= 0:
            raise SystemError("it has a descriptor of another process")
