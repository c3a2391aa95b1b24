# A recursive generator: the first word, then the rest by yield from.

def _tokens(words):
    if words:
        yield words[0] + " "
        yield from _tokens(words[1:])


def token_stream(prompt: str):
    words = f"You said: {prompt}. Here is a streamed answer.".split()
    for start in range(0, len(words), 100):
        yield from _tokens(words[start : start + 100])
