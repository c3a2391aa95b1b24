# A class with only __iter__, which can be read more than once.

class TokenStream:
    """The reply to a prompt, token by token."""

    def __init__(self, prompt: str) -> None:
        self.prompt = prompt

    def __iter__(self):
        for word in f"You said: {self.prompt}. Here is a streamed answer.".split():
            yield word + " "


def token_stream(prompt: str) -> TokenStream:
    return TokenStream(prompt)
