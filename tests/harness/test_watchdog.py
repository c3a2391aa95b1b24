"""What the watchdog knows of the children that it looks after."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import cast

from graders.harness.process import Child
from graders.harness.watchdog import Watchdog


def test_what_a_child_has_worked_is_kept_when_it_has_ended() -> None:
    watch = Watchdog()
    assert watch.worked == 0.0
    with watch.over(cast(Child, SimpleNamespace(pid=os.getpid()))):
        going_on = watch.worked
    assert 0.0 < going_on <= watch.worked
