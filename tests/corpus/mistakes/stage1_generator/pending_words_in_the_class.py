# The words wait in a list of the class, which all streams share.
# must: stage1.independent
# may: stage1.any-prompt
# Seen in: tweet-chop/api Chop.py (a list as a default that all calls share)

class Stream:
    pending: list[str] = []

    def __init__(self, prompt: str):
        self.pending += f"You said: {prompt}. Here is a streamed answer.".split()

    def __iter__(self):
        return self

    def __next__(self) -> str:
        if not self.pending:
            raise StopIteration
        return self.pending.pop(0) + " "


def token_stream(prompt: str):
    return Stream(prompt)
