# Tokens of a class that claims to be str whenever it is asked.
# got: Word, token 1
# most: 3

class Claims(type):
    """A class without a name of its own."""

    @property
    def __name__(cls):
        return "str"

    @property
    def __class__(cls):
        return type


class Word(metaclass=Claims):
    """It looks like a text."""

    __class__ = str

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


def token_stream(prompt):
    """Yield them."""
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield Word(f"{word} ")
