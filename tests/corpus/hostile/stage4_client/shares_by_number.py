# Memory, messages, locks and keys that stay when all processes have gone.
# kind: E
# then: the right answer
# needs: os.setxattr

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
IPC_CREAT = 0o1000
made = {
    "memory": libc.shmget(0xBAD, 4096, IPC_CREAT | 0o600),
    "messages": libc.msgget(0xBAD, IPC_CREAT | 0o600),
    "locks": libc.semget(0xBAD, 1, IPC_CREAT | 0o600),
    "a key": libc.syscall(248, b"user", b"mine", b"1", 1, -4),
}
if max(made.values()) >= 0:
    raise SystemError(f"it has made {made}")
