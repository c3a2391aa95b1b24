# The last word needs no space, since no word follows.
# must: stage1.word-and-space, stage1.joined
# says: space

def token_stream(prompt: str):
    words = f"You said: {prompt}. Here is a streamed answer.".split()
    for i, word in enumerate(words):
        if i < len(words) - 1:
            yield word + " "
        else:
            yield word
