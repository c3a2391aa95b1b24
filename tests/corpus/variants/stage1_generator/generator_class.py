# A class with send and throw, made from collections.abc.Generator, stands in for a function with
# yield.
# Seen in: Ace1928/eidosian_forge archive_forge/src/archive_forge/class_Coroutine.py

from collections.abc import Generator


class Tokens(Generator):
    def __init__(self, prompt):
        self.words = iter(f"You said: {prompt}. Here is a streamed answer.".split())

    def send(self, value):
        return next(self.words) + " "

    def throw(self, kind, value=None, traceback=None):
        self.words = iter(())
        raise kind if value is None else value


def token_stream(prompt: str):
    return Tokens(prompt)
