# yield from a helper with more parameters, and a default for the prompt.

def _words(sentence, end=" "):
    for word in sentence.split():
        yield f"{word}{end}"


def token_stream(prompt: str = "hi"):
    yield from _words(f"You said: {prompt}. Here is a streamed answer.", end=" ")
