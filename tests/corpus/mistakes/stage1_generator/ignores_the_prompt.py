# The reply from the lesson is the reply.
# must: stage1.any-prompt, stage1.independent
# says: prompt is ignored

def token_stream(prompt: str):
    reply = "You said: hi. Here is a streamed answer."
    for word in reply.split():
        yield f"{word} "
