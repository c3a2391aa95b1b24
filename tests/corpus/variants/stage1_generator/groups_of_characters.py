# groupby cuts the reply into runs of white space and runs of other characters.
# Seen in: egaoneko/til Python/itertools.md (groupby)

from itertools import groupby


def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer."
    for is_space, run in groupby(reply, key=str.isspace):
        if not is_space:
            yield f"{''.join(run)} "
