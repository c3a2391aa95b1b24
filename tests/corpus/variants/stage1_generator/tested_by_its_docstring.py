# A docstring with a doctest that is run at import, and a check of what inspect says.

import doctest
import inspect


def token_stream(prompt: str):
    """Yield the reply word by word.

    >>> list(token_stream("hi"))[:3]
    ['You ', 'said: ', 'hi. ']
    >>> len(list(token_stream("hi")))
    8
    """
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "


assert doctest.testmod().failed == 0
assert inspect.isgeneratorfunction(token_stream)
assert str(inspect.signature(token_stream)) == "(prompt: str)"
assert inspect.getsource(token_stream).startswith("def token_stream")
