# What only the superuser may do, if he is the one who grades.
# kind: E
# then: the right answer
# needs: os.setxattr

import contextlib
import ctypes
import os
import socket

libc = ctypes.CDLL(None, use_errno=True)
if libc.klogctl(10, None, 0) >= 0 or libc.mount(b"none", b".", b"tmpfs", 0, None) >= 0:
    raise SystemError("it has asked the kernel")
if libc.unshare(0x20000000) >= 0 or libc.syscall(161, b".") >= 0:
    raise SystemError("it has another root")
with contextlib.suppress(OSError):
    os.mknod("disk", 0o60600, os.makedev(8, 0))
    raise SystemError("it has made a device")
with contextlib.suppress(OSError, AttributeError):
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    raise SystemError("it hears the network")
