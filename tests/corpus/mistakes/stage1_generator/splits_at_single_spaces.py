# split(" ") and split() are the same.
# must: stage1.any-prompt
# says: split

def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer."
    for word in reply.split(" "):
        yield word + " "
