# Tokens of a class that is called str and is none.
# got: str, token 1
# most: 3

class Word:
    """It looks like a text."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


Word.__name__ = Word.__qualname__ = "str"
Word.__module__ = "builtins"


def token_stream(prompt):
    """Yield them."""
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield Word(f"{word} ")
