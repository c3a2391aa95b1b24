# Each token is the whole list of words as a text: far more text than a message of ours can hold.
# must: stage1.word-and-space
# may: stage1.joined
# says: Split the reply

def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer.".split()
    for word in reply:
        yield str(reply)
