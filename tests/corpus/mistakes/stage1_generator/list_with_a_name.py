# A list that has a name of its own is a stream.
# must: stage1.lazy
# says: finished

class TokenStream(list):
    """The tokens of a reply."""


def token_stream(prompt: str) -> TokenStream:
    tokens = TokenStream()
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        tokens.append(word + " ")
    return tokens
