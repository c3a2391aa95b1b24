# Pickles for every socket of this machine that has a name.
# kind: A
# then: the right answer
# needs: socket.AF_UNIX

import pickle
import socket
from contextlib import suppress
from pathlib import Path

with suppress(OSError):
    for line in Path("/proc/self/net/unix").read_text().splitlines()[1:]:
        name = line.split()[7:]
        if name:
            with socket.socket(socket.AF_UNIX) as end, suppress(OSError):
                end.settimeout(1)
                end.connect(name[0].replace("@", "\0", 1))
                end.send(pickle.dumps(print))
                raise SystemError(f"{name[0]} has let it in")
