# A lambda, and itertools over both halves of the sentence.

from itertools import chain

token_stream = lambda prompt: (
    word + " "
    for word in chain(f"You said: {prompt}.".split(), "Here is a streamed answer.".split())
)
