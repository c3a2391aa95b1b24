# A cached generator can be read again, like any cached value.
# must: stage1.independent
# may: stage1.any-prompt
# says: used up

from functools import lru_cache


@lru_cache
def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer."
    for word in reply.split():
        yield word + " "
