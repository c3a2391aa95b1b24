# An iterator class says with len() how many tokens are still to come, and makes each on demand.

class TokenStream:
    def __init__(self, prompt: str) -> None:
        self._words = iter(f"You said: {prompt}. Here is a streamed answer.".split())
        self._left = len(f"You said: {prompt}. Here is a streamed answer.".split())

    def __len__(self) -> int:
        return self._left

    def __iter__(self) -> "TokenStream":
        return self

    def __next__(self) -> str:
        word = next(self._words)
        self._left -= 1
        return word + " "


def token_stream(prompt: str) -> TokenStream:
    return TokenStream(prompt)
