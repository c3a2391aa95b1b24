# A decorator turns a function that returns the words into a generator of tokens.

import functools


def as_tokens(function):
    @functools.wraps(function)
    def tokens(*args, **kwargs):
        for word in function(*args, **kwargs):
            yield f"{word} "

    return tokens


@as_tokens
def token_stream(prompt: str) -> list[str]:
    return f"You said: {prompt}. Here is a streamed answer.".split()
