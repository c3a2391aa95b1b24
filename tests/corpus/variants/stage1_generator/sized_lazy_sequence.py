# A sequence class computes each token when it is indexed, knows its length, and has no __iter__.

class Tokens:
    def __init__(self, reply: str) -> None:
        self.words = reply.split()

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, index: int) -> str:
        return f"{self.words[index]} "


def token_stream(prompt: str) -> Tokens:
    return Tokens(f"You said: {prompt}. Here is a streamed answer.")
