# Pasted the loop from a chat window; its body is indented with a tab, the rest with spaces.
# line: 35
# mend: indent the line with eight spaces in place of the tabs
# source: Stack Overflow 18225712, TabError in Python 3

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


def token_stream(prompt: str) -> Iterator[str]:
    """Yield each word of the reply, with one space after it."""
    # TODO(stage1): about 3 lines.
    reply = f"You said: {prompt}. Here is a streamed answer.".split()
    for word in reply:
        token = word + " "
	yield token


if __name__ == "__main__":
    for token in token_stream("hi"):
        print(repr(token))
