# The limits, processors and priority of who has started it.
# kind: E
# then: the right answer
# needs: resource.prlimit

import contextlib
import os
import resource

parent = os.getppid()
before = os.getpriority(os.PRIO_PROCESS, parent)
for change in (
    lambda: resource.prlimit(parent, resource.RLIMIT_CPU, (1_000_000, 1_000_000)),
    lambda: os.sched_setaffinity(parent, os.sched_getaffinity(parent)),
    lambda: os.sched_setscheduler(parent, os.SCHED_BATCH, os.sched_param(0)),
):
    with contextlib.suppress(OSError):
        change()
        raise SystemError("it has changed what another process may do")
os.setpriority(os.PRIO_PROCESS, parent, before + 1)
if os.getpriority(os.PRIO_PROCESS, parent) != before:
    raise SystemError("it has changed the priority of another process")
