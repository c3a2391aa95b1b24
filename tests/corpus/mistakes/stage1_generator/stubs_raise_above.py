# The stub's raise may stay where it is, above the answer.
# must: stage1.lazy
# says: raise is still there, beside your code, delete it

def token_stream(prompt: str):
    """Yield each word of the reply, with one space after it."""
    raise NotImplementedError("stage1_generator: token_stream")
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "
