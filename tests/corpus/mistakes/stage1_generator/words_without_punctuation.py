# A word is made of letters.
# must: stage1.lesson-prompt, stage1.joined
# says: You said: {prompt}

import re


def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer."
    for word in re.findall(r"\w+", reply):
        yield word + " "
