# The stub's yield may stay where it is, below the answer.
# must: stage1.plain-str
# says: bare yield, line 4, delete it

def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "
    yield
