# The tokens are collected, then the collection is yielded.
# must: stage1.plain-str
# says: list

def token_stream(prompt: str):
    tokens = []
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        tokens.append(word + " ")
    yield tokens
