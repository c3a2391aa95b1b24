# Each token is shown on a line of its own.
# must: stage1.word-and-space, stage1.joined
# says: space

def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + "\n"
