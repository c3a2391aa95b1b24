# Nobody writes more than a hundred characters.
# must: stage1.any-prompt
# says: prompt

def token_stream(prompt: str):
    for word in f"You said: {prompt[:100]}. Here is a streamed answer.".split():
        yield word + " "
