# White space is the space and the newline.
# must: stage1.any-prompt
# Seen in: tacocatCLAUS/gizmo-ai Libraries/streaming.py (text split at the space character)

import re


def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer."
    for word in re.split(r"[ \n]+", reply):
        if word:
            yield word + " "
