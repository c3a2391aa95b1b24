# A class with __iter__ and __next__.

class token_stream:
    def __init__(self, prompt: str):
        self.words = f"You said: {prompt}. Here is a streamed answer.".split()
        self.at = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.at >= len(self.words):
            raise StopIteration
        self.at += 1
        return self.words[self.at - 1] + " "
