# The client can put the spaces back in.
# must: stage1.word-and-space, stage1.joined
# says: space

def token_stream(prompt: str):
    """Yield the reply word by word."""
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word
