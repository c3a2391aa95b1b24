# textwrap with a width of one gives one word a line; it also cuts words at hyphens.
# must: stage1.any-prompt
# may: stage1.independent
# Seen in: tweet-chop/api Chop.py (textwrap.wrap)

import textwrap


def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer."
    for word in textwrap.wrap(reply, width=1, break_long_words=False):
        yield word + " "
