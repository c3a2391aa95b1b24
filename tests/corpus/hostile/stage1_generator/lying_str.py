# Tokens with the right text that lie about everything else.
# got: Lying, token 1
# most: 5

class Lying(str):
    """It looks like any text, and no two questions get the same answer."""

    __slots__ = ()
    __hash__ = None

    def __eq__(self, other):
        return True

    def __len__(self):
        return 10**6

    def __iter__(self):
        return iter("so what")

    def __str__(self):
        return "anything"

    __repr__ = __format__ = encode = strip = split = __str__


def token_stream(prompt):
    """Yield them."""
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield Lying(f"{word} ")
