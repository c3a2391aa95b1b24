# The prompt is one word, as in the example.
# must: stage1.any-prompt, stage1.independent
# says: split

def token_stream(prompt: str):
    for word in ["You", "said:", prompt + ".", "Here", "is", "a", "streamed", "answer."]:
        yield word + " "
