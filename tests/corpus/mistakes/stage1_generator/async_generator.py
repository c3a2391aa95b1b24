# Streaming always needs async.
# must: stage1.lazy
# says: async

async def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "
