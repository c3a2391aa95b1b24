"""What a search costs is counted in work, and a busy machine does not make it dearer."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import cast

import pytest

from graders.harness.session import Session
from graders.repair import effort
from graders.repair.effort import Effort

CORES = 2


class Machine:
    """A machine that is told how long its processors worked for us, and how long they idled."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.session = SimpleNamespace(watchdog=SimpleNamespace(worked=0.0))
        self.own = self.idle = self.clock = 0.0
        monkeypatch.setattr(effort, "idle_seconds", lambda: self.idle)
        monkeypatch.setattr(effort.os, "cpu_count", lambda: CORES)
        monkeypatch.setattr(effort, "LOOK_EVERY", 0.001)
        told = SimpleNamespace(process_time=lambda: self.own, monotonic=lambda: self.clock)
        monkeypatch.setattr(effort, "time", told)

    def effort(self) -> Effort:
        return Effort(cast(Session, self.session))


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


def test_a_quiet_machine_is_charged_the_time_that_passes(machine: Machine) -> None:
    spent = machine.effort()
    machine.own, machine.session.watchdog.worked, machine.idle = 1.0, 4.0, 3.0
    assert spent.seconds == 8.0 / CORES


def test_what_others_take_is_charged_to_nobody(machine: Machine) -> None:
    spent = machine.effort()
    machine.clock = 1000.0
    assert spent.seconds == 0.0


@pytest.mark.parametrize(("idle", "clock"), [(9.0 * CORES, 0.0), (0.0, 61.0)])
async def test_what_costs_too_much_is_given_up(idle: float, clock: float, machine: Machine) -> None:
    done = []

    async def work() -> None:
        machine.idle, machine.clock = idle, clock
        await asyncio.Event().wait()
        done.append(1)

    await machine.effort().bound(work(), 8.0, 60.0)
    assert not done


async def test_what_costs_little_is_done(machine: Machine) -> None:
    async def work() -> None:
        await asyncio.sleep(0)
        machine.idle = 7.0 * CORES

    await machine.effort().bound(work(), 8.0, 60.0)
    assert machine.idle


async def test_what_goes_wrong_is_raised(machine: Machine) -> None:
    async def work() -> None:
        raise ValueError("oh")

    with pytest.raises(ValueError, match="oh"):
        await machine.effort().bound(work(), 8.0, 60.0)
