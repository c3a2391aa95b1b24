# A dict is a list that keeps its order.
# must: stage1.any-prompt
# says: prompt

def token_stream(prompt: str):
    words = dict.fromkeys(f"You said: {prompt}. Here is a streamed answer.".split())
    for word in words:
        yield word + " "
