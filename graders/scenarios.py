"""Ways to use a server that several exercises share."""

from __future__ import annotations

from graders.harness.rig import Rig
from graders.lesson import LESSON_PROMPT, hard_prompts


async def ask_in_every_way(rig: Rig, path: str) -> None:
    """Ask the app at `path` plainly, again, twice at once, with hard prompts, and at the gate.

    The streams are called "lesson", "second request", "one of two", "other of two",
    "prompt: ..." and "held at the gate".
    """
    prompts = hard_prompts(rig.random)
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
