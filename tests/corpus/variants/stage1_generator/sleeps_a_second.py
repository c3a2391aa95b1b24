# A second's sleep before each token: a pause costs nothing where nobody judges it.

import time


def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        time.sleep(1)
        yield word + " "
