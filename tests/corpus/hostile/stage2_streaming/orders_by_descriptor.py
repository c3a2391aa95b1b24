# An order to fork, on every socket that may lead to who takes orders.
# kind: A
# got: file descriptor that is not its own
# then: the right answer
# most: 0
# needs: socket.send_fds

import json
import os
import socket
from contextlib import suppress

JOB = {"folder": "/", "file": "x.py", "role": "app", "name": "app", "scratch": "/", "readable": ["/"]}
ORDER = json.dumps({"job": {**JOB, "certificates": ""}, "given": [True]}).encode() + b"\n"

for descriptor in range(3, 256):
    with suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as end:
        socket.send_fds(end, [ORDER], [2])
