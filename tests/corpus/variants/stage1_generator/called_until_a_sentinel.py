# iter() with two arguments calls popleft until it meets the None that ends the queue of words.
# Seen in: ColombianJoker/fluent-python, chapter 17, iter with a callable

from collections import deque


def token_stream(prompt: str):
    words = deque(f"You said: {prompt}. Here is a streamed answer.".split())
    words.append(None)
    for word in iter(words.popleft, None):
        yield word + " "
