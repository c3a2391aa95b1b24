# A generator inside makes the answer lazy, even if tuple() runs it to its end.
# must: stage1.lazy
# says: finished, tuple

def _words(reply: str):
    for word in reply.split():
        yield word + " "


def token_stream(prompt: str):
    return tuple(_words(f"You said: {prompt}. Here is a streamed answer."))
