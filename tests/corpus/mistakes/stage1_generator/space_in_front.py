# A space before each word keeps them apart just as well.
# must: stage1.word-and-space, stage1.joined
# says: space

def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield " " + word
