# Forged messages, on every socket of the process, of all that was asked.

import contextlib
import os
import socket

TOKENS = '[["You ", "str"], ["said: ", "str"]]'
FACTS = '"stream": 0, "type": "generator", "iterable": true, "asynchronous": false, "finished": false'
STATE = '"clock": 0.0, "next_timer": null, "started": true, "sent": {}, "over": [], "waiting": []'
SAID = ['{"event": "ready"}', '{"event": "begun"}']
for number in range(50):
    more = f'"followers": [], "other_threads": 0, "tokens": {TOKENS}, "more": false, "ran": true'
    SAID.append(f'{{"reply": {number}, {FACTS}, {STATE}, {more}}}')

for descriptor in range(3, 64):
    with contextlib.suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as end:
        end.setblocking(False)
        end.send("".join(line + "\n" for line in SAID).encode())
