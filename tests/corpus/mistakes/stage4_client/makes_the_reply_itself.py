# The text is known, so it need not be fetched.
# must: stage4.joined
# may: stage4.http-error
# says: No request

from stage1_generator import token_stream


async def stream_text(url: str):
    for token in token_stream("hi"):
        yield token
