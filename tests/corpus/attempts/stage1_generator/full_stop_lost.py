# Retyped the sentence and lost the full stop after the prompt.
# line: 30
# mend: put a full stop after {prompt}

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
    text = f"You said: {prompt} Here is a streamed answer."
    for word in text.split():
        yield word + " "


if __name__ == "__main__":
    for token in token_stream("hi"):
        print(repr(token))
