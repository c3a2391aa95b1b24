# The generator ends with a return value, the number of its tokens, for a caller that uses yield
# from.
# Seen in: youzaka/ariblib pull request #16 Fix "RuntimeError: generator raised StopIteration"
# (return at the end)

from collections.abc import Generator


def token_stream(prompt: str) -> Generator[str, None, int]:
    count = 0
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        count += 1
        yield word + " "
    return count
