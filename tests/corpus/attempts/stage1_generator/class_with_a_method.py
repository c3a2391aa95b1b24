# Comes from Java: everything has to be in a class, so the generator is a method of one.
# line: 29
# mend: none: the function has to stand at the top of the file, with prompt as its only
# parameter

"""Stage 1: a generator that makes a reply one token at a time.

Provide   token_stream(prompt), a generator
In        prompt: any text, for example "hi"
Out       the words of this sentence, in order, each with one space after it:
          You said: {prompt}. Here is a streamed answer.
Lazy      each word is handed over when the caller asks for it; never return a finished list
Pauses    none are asked for; while this is graded, time.sleep takes no time

For "hi" that makes eight tokens:

    "You "  "said: "  "hi. "  "Here "  "is "  "a "  "streamed "  "answer. "

Joined, they read as the sentence again. A word is whatever stands between white space, so a
prompt with three spaces in a row, or with a line break, makes no empty tokens.

Try it    python starter/stage1_generator.py
Grade it  nox -s grade -- stage1
"""

from collections.abc import Iterator


class TokenStreamer:
    """Yield each word of the reply, with one space after it."""

    def __init__(self, prompt: str):
        self.prompt = prompt

    def token_stream(self) -> Iterator[str]:
        reply = f"You said: {self.prompt}. Here is a streamed answer.".split()
        for word in reply:
            yield word + " "


if __name__ == "__main__":
    for token in TokenStreamer("hi").token_stream():
        print(repr(token))
