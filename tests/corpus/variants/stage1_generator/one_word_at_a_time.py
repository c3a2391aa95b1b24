# A while loop cuts one word after the other off the reply, and a guard tries it out.

from collections.abc import Generator


def token_stream(prompt: str) -> Generator[str, None, None]:
    """Yield each word of the reply, followed by one space."""
    rest = f"You said: {prompt}. Here is a streamed answer."
    while rest:
        word, *others = rest.split(maxsplit=1)
        rest = others[0] if others else ""
        yield f"{word} "


if __name__ == "__main__":
    for token in token_stream("hi"):
        print(repr(token))
