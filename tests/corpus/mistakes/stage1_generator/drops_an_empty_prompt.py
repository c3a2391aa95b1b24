# Without a prompt there is nothing to answer.
# must: stage1.any-prompt
# says: prompt

def token_stream(prompt: str):
    if not prompt:
        return
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "
