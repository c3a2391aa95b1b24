"""Stage 1, one possible answer. The contract is in the starter file of the same name."""

from collections.abc import Iterator


def token_stream(prompt: str) -> Iterator[str]:
    """Yield each word of the reply, with one space after it."""
    sentence = f"You said: {prompt}. Here is a streamed answer."
    for word in sentence.split():
        # The function stops here until the caller asks for the next word.
        yield f"{word} "


if __name__ == "__main__":
    for token in token_stream("hi"):
        print(repr(token))
