# token_stream is made by a factory, with a closure, defaults, and functools.partial.

import functools


def _stream(template, prompt, *, end=" "):
    words = iter(template.format(prompt).split())
    for word in words:
        yield word + end


token_stream = functools.partial(_stream, "You said: {}. Here is a streamed answer.")
