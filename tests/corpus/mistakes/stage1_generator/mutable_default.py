# A default value is made anew for each call.
# must: stage1.any-prompt, stage1.independent
# says: kept

def token_stream(prompt: str, words=[]):
    words.extend(f"You said: {prompt}. Here is a streamed answer.".split())
    for word in words:
        yield word + " "
