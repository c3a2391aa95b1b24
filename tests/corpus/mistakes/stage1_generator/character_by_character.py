# Looping over a string goes through its words.
# must: stage1.word-and-space, stage1.joined
# says: character

def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer."
    for word in reply:
        yield word
