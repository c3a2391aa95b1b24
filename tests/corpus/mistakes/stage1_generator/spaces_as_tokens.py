# Splitting at a group in parentheses keeps what stands between the words, so spaces are tokens
# too.
# must: stage1.word-and-space
# may: stage1.joined
# Seen in: rishabh3562/gemagent-sdk gemagent/stream.py

import re


def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer."
    for piece in re.split(r"(\s+)", reply):
        yield piece
