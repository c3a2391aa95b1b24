# A tokenizer gives punctuation marks as tokens of their own.
# must: stage1.lesson-prompt
# may: stage1.joined, stage1.any-prompt, stage1.independent
# Seen in: rishabh3562/gemagent-sdk gemagent/stream.py

import re


def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer."
    for piece in re.findall(r"\w+|[^\w\s]", reply):
        yield piece + " "
