# The reply is about right.
# must: stage1.lesson-prompt, stage1.joined
# says: You said: {prompt}

def token_stream(prompt: str):
    reply = f"You said: {prompt} Here is a streamed answer"
    for word in reply.split():
        yield word + " "
