"""The pause before each token."""

from __future__ import annotations

import pytest

from tests.support.corrections import corrections, edited, evidence

HEAD = "import asyncio\nasync def f(prompt):\n"
LOOP = f"{HEAD}    for t in words(prompt):\n"
GOOD = f"{LOOP}        await asyncio.sleep(0.01)\n        yield t\n"


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("blocking-sleep", f"{LOOP}        time.sleep(0.01)\n        yield t\n", GOOD),
        ("blocking-sleep", f"{LOOP}        await time.sleep(0.01)\n        yield t\n", GOOD),
        ("blocking-sleep", f"{LOOP}        Event().wait(0.01)\n        yield t\n", GOOD),
        (
            "blocking-sleep",
            "async def f():\n    time.sleep(1)\n",
            "import asyncio\nasync def f():\n    await asyncio.sleep(1)\n",
        ),
        (
            "called-too-early",
            "await loop.run_in_executor(None, time.sleep(0.01))\n",
            "await loop.run_in_executor(None, time.sleep, 0.01)\n",
        ),
        (
            "busy-wait",
            f"{LOOP}        end = now() + 0.01\n        while now() < end:\n            pass\n"
            "        yield t\n",
            GOOD,
        ),
        ("sleep-not-called", f"{LOOP}        await asyncio.sleep\n        yield t\n", GOOD),
        ("sleep-not-called", f"{LOOP}        await asyncio.sleep()\n        yield t\n", GOOD),
        ("wrong-pause", f"{LOOP}        await asyncio.sleep(10)\n        yield t\n", GOOD),
        ("wrong-pause", f"{LOOP}        await asyncio.sleep(0.01 * n)\n        yield t\n", GOOD),
        ("wrong-pause", "PAUSE = 0.1\n", "PAUSE = 0.01\n"),
        ("sleep-not-called", GOOD.replace("(0.01)", "(ms=10)"), GOOD),
        ("no-pause", f"{LOOP}        yield t\n", GOOD),
        (
            "no-pause",
            f"{HEAD}    await asyncio.sleep(0.01)\n    for t in words(prompt):\n        yield t\n",
            GOOD,
        ),
        ("no-pause", f"{LOOP}        yield t\n    await asyncio.sleep(0.01)\n", GOOD),
        (
            "blocking-sleep",
            "import asyncio\ndef f(p):\n    time.sleep(0.01)\n    yield p\n",
            "import asyncio\nasync def f(p):\n    await asyncio.sleep(0.01)\n    yield p\n",
        ),
        (
            "run-instead-of-await",
            "def f(s):\n    while s:\n        yield asyncio.run(g(s))\n",
            "async def f(s):\n    while s:\n        yield await g(s)\n",
        ),
        (
            "run-instead-of-await",
            f"{LOOP}        asyncio.run(asyncio.sleep(0.01))\n        yield t\n",
            GOOD,
        ),
        (
            "run-instead-of-await",
            f"{LOOP}        asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01), loop).result()\n"
            "        yield t\n",
            GOOD,
        ),
        ("yield-of-the-pause", f"{LOOP}        yield await asyncio.sleep(0.01)\n", GOOD),
        (
            "pause-after-the-token",
            f"{GOOD}        await asyncio.sleep(0.01)\n",
            GOOD,
        ),
        (
            "lock-around-the-stream",
            "lock = asyncio.Lock()\nasync def f():\n    async with lock:\n        yield 1\n",
            "lock = asyncio.Lock()\nasync def f():\n    yield 1\n",
        ),
    ],
)
def test_a_correction_gives_just_the_wanted_text(rule, text, wanted):
    assert wanted in edited(rule, text)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("blocking-sleep", GOOD),
        ("called-too-early", "await asyncio.to_thread(time.sleep, 0.01)\n"),
        ("busy-wait", f"{GOOD}    while True:\n        f()\n"),
        ("sleep-not-called", GOOD),
        ("wrong-pause", GOOD),
        ("no-pause", GOOD),
        ("run-instead-of-await", "def main():\n    asyncio.run(f())\n"),
        ("yield-of-the-pause", GOOD),
        ("pause-after-the-token", GOOD),
        ("lock-around-the-stream", "async def f():\n    async with client:\n        yield 1\n"),
    ],
)
def test_what_is_right_gets_no_correction(rule, text):
    assert edited(rule, text) == []


def test_a_pause_is_asked_for_in_stage_3_only():
    assert edited("no-pause", f"{LOOP}        yield t\n", evidence("stage4_client")) == []


def test_a_second_pause_is_only_told_where_the_pauses_are_wrong():
    twice = GOOD.replace("yield t", "yield t\n        await asyncio.sleep(0.01)")
    assert edited("pause-after-the-token", twice, evidence(failed=["ten-ms"]))
    assert edited("pause-after-the-token", twice, evidence(failed=["ten-streams"])) == []


def test_a_pause_of_any_length_is_told_as_such():
    text = GOOD.replace("sleep(0.01)", "sleep(r.uniform(0.001, 0.01))")
    (made,) = corrections("wrong-pause", text)
    assert made.says == "r.uniform(0.001, 0.01) seconds are not the same 10 ms before every token."


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("10", "in seconds: 10 are 10000 ms"),
        ("timedelta(milliseconds=20)", "is 20 milliseconds here"),
        ("PAUSE", "PAUSE is not the number of seconds"),
        ("0.01 * n", "A pause of 0.01 * n seconds"),
    ],
)
def test_a_wrong_pause_is_told_in_its_own_unit(given, says):
    made = corrections("wrong-pause", GOOD.replace("0.01", given))
    assert [says in one.says for one in made] == [True]


def test_a_pause_in_another_loop_is_not_called_the_only_one():
    collects = f"{LOOP}        await asyncio.sleep(0.01)\n        x.append(t)\n"
    text = f"{collects}    for t in x:\n        yield t\n"
    assert not any("one in all" in made.says for made in corrections("no-pause", text))
