"""A statement that stands in the wrong place."""

from __future__ import annotations

import pytest

from tests.support.corrections import corrections, edited, evidence

LOOP = "def f():\n    for t in words:\n        wait()\n        yield t\n"


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("too-far-out", LOOP.replace("        yield", "    yield"), LOOP),
        ("too-far-in", f"{LOOP}        end()\n", f"{LOOP}    end()\n"),
        ("condition-too-many", LOOP.replace("wait()\n        yield", "wait()\n        if t:\n"
         "            yield"), LOOP),
        ("wrong-order", LOOP.replace("wait()\n        yield t", "yield t\n        sleep(1)"),
         LOOP.replace("wait()", "sleep(1)")),
        ("outside-the-try", "check()\ntry:\n    use()\nfinally:\n    close()\n",
         "try:\n    check()\n    use()\nfinally:\n    close()\n"),
        ("guarded-block", "try:\n    use()\nexcept ValueError:\n    pass\n", "use()\n"),
        ("only-as-a-program", 'if __name__ == "__main__":\n    app = FastAPI()\n    go(app)\n',
         "app = FastAPI()\ngo(app)\n"),
        ("guarded-block", "try:\n    use()\nfinally:\n    drain()\n", "use()\n"),
    ],
)  # fmt: skip
def test_a_correction_gives_just_the_wanted_text(rule, text, wanted):
    assert wanted in edited(rule, text)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("too-far-out", LOOP),
        ("too-far-in", "for t in words:\n    yield t\n"),
        ("condition-too-many", 'if __name__ == "__main__":\n    main()\n'),
        ("condition-too-many", "for t in words:\n    if t:\n        break\n"),
        ("only-as-a-program", 'if __name__ == "__main__":\n    run(app)\n'),
        ("too-far-out", f"{LOOP}    yield end\n"),
        ("too-far-in", f"{LOOP}        end(t)\n"),
        ("wrong-order", LOOP.replace("wait()\n        yield t", "yield t\n        wait()")),
        ("wrong-order", "def f():\n    yield 1\n    yield 1\n"),
        ("wrong-order", "def f():\n    yield 1\n"),
        ("outside-the-try", "try:\n    use()\nfinally:\n    close()\n"),
        ("guarded-block", LOOP),
    ],
)
def test_what_is_right_gets_no_correction(rule, text):
    assert edited(rule, text) == []


def test_an_unbound_variable_makes_a_wrong_order_likely():
    text = "def f():\n    use(x)\n    x = 1\n"
    told = evidence(message="UnboundLocalError: cannot access local variable 'x' where it is not")
    assert [made.likely for made in corrections("wrong-order", text, told)] == [2]
    assert [made.likely for made in corrections("wrong-order", text)] == [0]
