# The lesson's output shows quotes around each token.
# must: stage1.word-and-space, stage1.joined
# says: word

def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield repr(word + " ")
