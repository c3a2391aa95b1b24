# One yield is enough to make it a stream.
# must: stage1.word-and-space
# may: stage1.joined
# says: one token

def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer."
    yield reply + " "
