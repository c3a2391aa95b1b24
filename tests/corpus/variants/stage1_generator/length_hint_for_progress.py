# A wrapper that hints at the length, as progress bars want it, around a generator.

class WithHint:
    def __init__(self, items, hint):
        self._items = items
        self._hint = hint

    def __iter__(self):
        return iter(self._items)

    def __length_hint__(self):
        return self._hint


def _words(reply):
    for word in reply.split():
        yield word + " "


def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer."
    return WithHint(_words(reply), len(reply.split()))
