# The file looked finished, and was never run.
# must: stage1.defined
# says: syntax, stage1_generator.py:3

def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer."
    for word in reply.split()
        yield word + " "
