# A while loop takes the next word with a default, so that no StopIteration can get out.
# Seen in: bryanyang0528/ksql-python issue #93 Bug: PEP 479 StopIteration leads to RuntimeError

def token_stream(prompt: str):
    words = iter(f"You said: {prompt}. Here is a streamed answer.".split())
    while (word := next(words, None)) is not None:
        yield word + " "
