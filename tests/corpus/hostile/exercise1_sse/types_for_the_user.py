# A command, typed into the terminal of who grades.
# kind: E
# then: the right answer
# needs: fcntl.ioctl

import contextlib
import fcntl
import os

TIOCSTI, TIOCLINUX = 0x5412, 0x541C
terminals = [0, 1, 2]
for name in ("/dev/tty", "/dev/console", "/dev/tty0", "/dev/pts/0", "/dev/pts/1"):
    with contextlib.suppress(OSError):
        terminals.append(os.open(name, os.O_RDWR))
for terminal in terminals:
    for letter in b"exit\n":
        with contextlib.suppress(OSError):
            fcntl.ioctl(terminal, TIOCSTI, bytes([letter]))
            raise SystemError("it has typed")
    with contextlib.suppress(OSError):
        fcntl.ioctl(terminal, TIOCLINUX, b"\3\0")
        raise SystemError("it has pasted")
