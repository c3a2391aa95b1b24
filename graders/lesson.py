"""The reply that the lesson defines, and prompts that are hard on an implementation of it."""

from __future__ import annotations

import random

LESSON_PROMPT = "hi"
WORDS = ("stream", "token", "chunk", "server", "client", "buffer", "yield", "await", "event")


def reply_tokens(prompt: str) -> list[str]:
    """Return the tokens of the reply to `prompt`: each word and one space (lesson, stage 1)."""
    return [word + " " for word in f"You said: {prompt}. Here is a streamed answer.".split()]


def reply(prompt: str) -> str:
    """Return the whole reply to `prompt`."""
    return "".join(reply_tokens(prompt))


def hard_prompts(source: random.Random) -> dict[str, str]:
    """Return prompts by what is hard about them; the same `source` gives the same prompts."""

    def words(count: int) -> list[str]:
        return [f"{source.choice(WORDS)}{source.randrange(10_000)}" for _ in range(count)]

    one, two, three = words(3)
    return {
        "several words": " ".join(words(source.randint(3, 6))),
        "empty": "",
        "Unicode": f"{one} naïve Grüße 日本語 {two} 😀👩‍💻 {three}",
        "words of the reply": f"{one} answer. You said: {two}. Here is a streamed",
        "punctuation": f"well-known-{one} & <b> > % %20 + \" ' # ? = ; / \\ {{0}} {two}",
        "white space": f"  {one}   {two}\t{three}\n{one}\r\n  {two} ",
        "very long": " ".join("".join(words(5)) for _ in range(45)),
    }
