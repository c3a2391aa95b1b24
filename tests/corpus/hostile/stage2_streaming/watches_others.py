# Word of each file that anybody opens.
# kind: E
# then: the right answer
# needs: os.setxattr

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
FANOTIFY, OF_CONTENT, CLOSE_ON_EXEC = 300, 4, 1
for kind in (0, OF_CONTENT, 0x200):
    if libc.syscall(FANOTIFY, kind | CLOSE_ON_EXEC, 0) >= 0:
        raise SystemError("it hears what others open")
