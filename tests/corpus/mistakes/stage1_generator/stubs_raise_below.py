# The stub's raise may stay where it is, below the answer.
# must: stage1.lesson-prompt
# may: stage1.joined, stage1.any-prompt, stage1.independent
# says: raise is still there, stage1_generator.py:5, delete it

def token_stream(prompt: str):
    """Yield each word of the reply, with one space after it."""
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "
    raise NotImplementedError("stage1_generator: token_stream")
