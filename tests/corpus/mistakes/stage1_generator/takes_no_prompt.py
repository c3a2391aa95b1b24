# The prompt is a constant of the module.
# must: stage1.defined
# says: argument

prompt = "hi"


def token_stream():
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "
