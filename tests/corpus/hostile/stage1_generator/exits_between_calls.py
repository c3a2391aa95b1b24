# A generator that ends its process when it is thrown away.
# kind: I
# got: exited with status 0

import os


class Last:
    """Ends all when nobody wants it any more."""

    def __del__(self):
        """End."""
        os._exit(0)


def token_stream(prompt):
    """Yield rightly, and end."""
    last = Last()
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "
    del last
