# A cache keeps the words of a reply as a tuple; each call has its own generator over them.
# Seen in: public code: CozeSdkClient with lru_cache in coze-dev/coze-py issue #232

from functools import lru_cache


@lru_cache(maxsize=8)
def words_of(prompt: str) -> tuple[str, ...]:
    return tuple(f"You said: {prompt}. Here is a streamed answer.".split())


def token_stream(prompt: str):
    for word in words_of(prompt):
        yield word + " "
