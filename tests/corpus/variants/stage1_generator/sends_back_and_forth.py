# A generator that takes values by send() is primed and driven by another one.

def spacer():
    word = None
    while True:
        word = yield None if word is None else word + " "


def token_stream(prompt: str):
    add_space = spacer()
    next(add_space)
    try:
        for word in f"You said: {prompt}. Here is a streamed answer.".split():
            yield add_space.send(word)
    finally:
        add_space.close()
