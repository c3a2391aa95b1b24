"""The arithmetic of the bench, and what it makes of a run that did not do what it should."""

from __future__ import annotations

import subprocess
import sys

import pytest

from graders.transcript import Memory
from proofs.figures import Figure
from proofs.measuring import CannotMeasure, peak_memory, run_to_end, seconds_of, slope

MEBIBYTE = 1 << 20


def python(code: str) -> list[str]:
    """Return the command that runs a line of Python."""
    return [sys.executable, "-c", code]


# Figures


@pytest.mark.parametrize(
    ("values", "signed", "met"),
    [
        pytest.param([1.0, 2.0, 9.0], False, True, id="the-median-counts"),
        pytest.param([1.0, 2.1, 2.2], False, False, id="above"),
        pytest.param([-9.0], False, True, id="below-zero"),
        pytest.param([-9.0], True, False, id="too-far-below-zero"),
        pytest.param([-2.0], True, True, id="as-far-as-it-may"),
    ],
)
def test_a_figure_reaches_its_target(values: list[float], signed: bool, met: bool) -> None:
    assert Figure("it", "s", values, target=2.0, signed=signed).met is met


def test_a_figure_without_a_target_neither_reaches_nor_misses_it() -> None:
    figure = Figure("it", "s", [3.0, 1.0])
    assert figure.met is None
    assert figure.row == ["it", "2.00 s", "1.00 to 3.00", "", ""]


@pytest.mark.parametrize(("signed", "bound"), [(False, "up to 1.5 s"), (True, "0 +/- 1.5 s")])
def test_a_row_tells_the_bound(signed: bool, bound: str) -> None:
    figure = Figure("it", "s", [2.0, 2.0], target=1.5, signed=signed)
    assert figure.row == ["it", "2.00 s", "2.00 to 2.00", bound, "MISSED"]


def test_json_has_every_value() -> None:
    told = Figure("it", "s", [1.00001, 3.0], target=5.0).plain
    assert told["values"] == [1.0, 3.0]
    assert (told["min"], told["median"], told["max"]) == (1.0, 2.0, 3.0)
    assert (told["target"], told["met"]) == (5.0, True)


# Memory


def streamed(size: int, peak: int) -> Memory:
    """Return what was seen of the memory while a log of `size` MB was streamed."""
    whole = size * MEBIBYTE
    return Memory(whole, whole, samples=((0, 4 * MEBIBYTE), (whole, peak * MEBIBYTE)))


@pytest.mark.parametrize(
    ("peaks", "bytes_for_each"),
    [
        pytest.param({16: 30, 64: 30}, 0, id="flat"),
        pytest.param({64: 94, 16: 46}, 1, id="holds-it-all"),
        pytest.param({16: 46, 32: 99, 64: 22}, -0.5, id="the-smallest-and-the-largest"),
    ],
)
def test_slope_is_what_each_byte_of_log_adds(peaks: dict[int, int], bytes_for_each: float) -> None:
    assert slope([streamed(size, peak) for size, peak in peaks.items()]) == bytes_for_each


def test_of_one_log_it_is_what_came_after_the_first_look() -> None:
    assert slope([streamed(16, 12)]) == 0.5


def test_without_a_log_there_is_no_slope() -> None:
    with pytest.raises(CannotMeasure, match="no large log"):
        slope([])


# Runs


def test_seconds_are_those_of_the_whole_process() -> None:
    assert seconds_of(python("pass"), status=0) > 0


def test_a_run_that_ends_otherwise_says_nothing() -> None:
    with pytest.raises(CannotMeasure, match="ended with 3, not 0"):
        run_to_end(python("raise SystemExit(3)"), status=0)


def test_any_end_will_do_for_a_run_that_is_not_measured() -> None:
    run_to_end(python("raise SystemExit(3)"), status=None)


def test_the_memory_of_a_process_is_the_most_that_it_held() -> None:
    code = "held = b'x' * (64 << 20); del held; print(flush=True); input()"
    pipe = subprocess.PIPE
    with subprocess.Popen(python(code), stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        # Only Linux and Windows know what was held before; elsewhere it is what is held now.
        held = 64 * MEBIBYTE if sys.platform in ("linux", "win32") else 0
        assert peak_memory(process.pid) > held
        process.stdin.write("\n")
        process.stdin.close()
    assert peak_memory(process.pid) == 0
