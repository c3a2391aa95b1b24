"""Ways to use a server that several exercises share."""

from __future__ import annotations

from graders.exercise import Exercise
from graders.harness.rig import Rig
from graders.lesson import LESSON_PROMPT, hard_prompts


async def ask_in_every_way(rig: Rig, exercise: Exercise) -> None:
    """Ask an app that takes a prompt: plainly, again, twice at once, with hard prompts, held.

    The streams are called "lesson", "second request", "one of two", "other of two",
    "prompt: ..." and "held at the gate".
    """
    path, prompts = exercise.path, hard_prompts(rig.random)
    assert path is not None
    several = prompts.pop("several words")
    async with rig.serve() as server:
        await server.get(path, LESSON_PROMPT, name="lesson")
        await server.get(path, several, name="second request")
        one = server.open(path, several, name="one of two")
        other = server.open(path, LESSON_PROMPT, name="other of two")
        await server.finish(one, other)
        for kind, prompt in prompts.items():
            await server.get(path, prompt, name=f"prompt: {kind}")
        await server.play_gated(path, several, name="held at the gate")
