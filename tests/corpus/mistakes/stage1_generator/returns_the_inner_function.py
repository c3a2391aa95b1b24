# The generator is the inner function, so that is what is returned.
# must: stage1.lazy
# says: function

def token_stream(prompt: str):
    def words():
        for word in f"You said: {prompt}. Here is a streamed answer.".split():
            yield word + " "

    return words
