# The name of the function is free.
# must: stage1.defined
# says: token_stream

def stream_tokens(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "
