# A server of its own that forks for whoever asks, and a child that leaves.
# kind: A
# then: the right answer
# needs: os.fork

import contextlib
import multiprocessing
import os
import time


def stay():
    """Leave the family."""
    os.setsid()
    if os.fork() == 0:
        time.sleep(10**6)
    os._exit(0)


with contextlib.suppress(Exception):
    process = multiprocessing.get_context("forkserver").Process(target=stay)
    process.start()
with contextlib.suppress(Exception):
    process = multiprocessing.get_context("fork").Process(target=stay)
    process.start()
    process.join()
