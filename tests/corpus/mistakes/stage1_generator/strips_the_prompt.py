# White space around a prompt means nothing.
# must: stage1.any-prompt
# says: prompt

def token_stream(prompt: str):
    for word in f"You said: {prompt.strip()}. Here is a streamed answer.".split():
        yield word + " "
