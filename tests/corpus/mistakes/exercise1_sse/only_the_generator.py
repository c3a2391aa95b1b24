# The endpoint of stage 2 is still there.
# must: exercise1.app
# says: no app

def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield f"data: {word}\n\n"
