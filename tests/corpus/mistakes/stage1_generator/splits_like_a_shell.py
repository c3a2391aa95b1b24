# shlex.split is a better split, so quotes in the prompt disappear or raise an error.
# must: stage1.any-prompt
# Seen in: jasonwee/asus-rt-n14uhp-mrtg src/lesson_application_building_blocks/shlex_source.py

import shlex


def token_stream(prompt: str):
    for word in shlex.split(f"You said: {prompt}. Here is a streamed answer."):
        yield word + " "
