# A class with __iter__ and a length is an iterator, whatever it has inside.
# must: stage1.lazy
# says: finished

class Tokens:
    def __init__(self, words):
        self.tokens = [word + " " for word in words]

    def __len__(self):
        return len(self.tokens)

    def __iter__(self):
        return iter(self.tokens)


def token_stream(prompt: str):
    return Tokens(f"You said: {prompt}. Here is a streamed answer.".split())
