# A token is a list of a word and its space.
# must: stage1.plain-str
# says: list

def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield [word, " "]
