"""Files that several have handed in are graded once, and only where nothing else can matter."""

from __future__ import annotations

import pytest

from graders.classroom.job import GradingJob
from graders.classroom.sharing import Shared, units
from graders.exercise import exercise_ids
from tests.support.classroom import ANSWERS, NAMES, json_result

IDS = exercise_ids()
STAGE2 = "stage2_streaming"
ALONE = b"app = None\n"


def unit(own: bytes, **others: bytes) -> str:
    files = {f"{STAGE2}.py": own, **{f"{name}.py": text for name, text in others.items()}}
    return units(files)[STAGE2]


def test_a_file_that_reaches_no_other_is_the_same_everywhere() -> None:
    assert unit(ALONE, stage1_generator=b"1") == unit(ALONE, stage1_generator=b"2", words=b"3")
    assert unit(ALONE) != unit(ALONE + b"#")


def test_what_it_imports_counts_and_what_that_imports_too() -> None:
    own = b"from stage1_generator import token_stream\n"
    assert unit(own, stage1_generator=b"1") != unit(own, stage1_generator=b"2")
    assert unit(own, stage1_generator=b"1", stage4_client=b"3") == unit(own, stage1_generator=b"1")
    through = b"from words import WORDS\n"
    one = unit(own, stage1_generator=through, words=b"1")
    assert one != unit(own, stage1_generator=through, words=b"2")


@pytest.mark.parametrize(
    "reach",
    [
        b"__import__('sta' + 'ge1')",
        b"exec(text)",
        b"os.listdir('.')",
        b"Path(__file__)",
        b"sys.path",
    ],
)
def test_where_it_may_reach_any_file_all_of_them_count(reach: bytes) -> None:
    assert unit(reach, stage4_client=b"1") != unit(reach, stage4_client=b"2")


def test_a_file_that_is_not_there_is_no_empty_one() -> None:
    assert units({NAMES[0]: b"x"})[STAGE2] != units({NAMES[0]: b"x", f"{STAGE2}.py": b""})[STAGE2]
    named_alike = units({NAMES[0]: b"x", "Stage2_Streaming.py": b""})
    assert units({NAMES[0]: b"x"})[STAGE2] != named_alike[STAGE2]


def graded(files: dict[str, bytes], exercises: tuple[str, ...]) -> dict[str, object]:
    whole = json_result(GradingJob("k", files, 1, "sha256:00"))
    whole["exercises"] = [e for e in whole["exercises"] if e["id"] in exercises]
    return whole


def test_what_is_known_is_not_graded_again_and_the_result_is_the_same() -> None:
    first = dict(ANSWERS)
    second = {**ANSWERS, "exercise3_logs.py": b"# mine\n"}
    shared = Shared([units(first), units(second)])
    assert shared.left(units(first), first) == tuple(IDS)
    shared.keep(units(first), graded(first, tuple(IDS)))
    left = shared.left(units(second), second)
    assert left == ("exercise3_logs",)
    whole = shared.completed(units(second), graded(second, left))
    expected = json_result(GradingJob("k", second, 1, "sha256:00"))
    assert (whole["exercises"], whole["score"]) == (expected["exercises"], expected["score"])


def test_what_a_file_names_is_graded_with_it() -> None:
    second = {**ANSWERS, f"{STAGE2}.py": ANSWERS[f"{STAGE2}.py"] + b"# mine\n"}
    shared = Shared([units(ANSWERS), units(second)])
    shared.keep(units(ANSWERS), graded(ANSWERS, tuple(IDS)))
    assert shared.left(units(second), second) == ("stage1_generator", STAGE2)


def test_nothing_is_kept_that_nobody_else_has() -> None:
    shared = Shared([units(ANSWERS)])
    shared.keep(units(ANSWERS), graded(ANSWERS, tuple(IDS)))
    assert shared.left(units(ANSWERS), ANSWERS) == tuple(IDS)


def test_a_fault_of_the_kit_is_not_kept() -> None:
    faulty = {**ANSWERS, NAMES[0]: b"the kit fails here"}
    shared = Shared([units(faulty)] * 2)
    shared.keep(units(faulty), graded(faulty, tuple(IDS)))
    assert shared.left(units(faulty), faulty) == (IDS[0],)


def test_where_all_is_known_one_is_graded_for_the_origin() -> None:
    shared = Shared([units(ANSWERS)] * 2)
    shared.keep(units(ANSWERS), graded(ANSWERS, tuple(IDS)))
    assert shared.left(units(ANSWERS), ANSWERS) == (IDS[0],)
