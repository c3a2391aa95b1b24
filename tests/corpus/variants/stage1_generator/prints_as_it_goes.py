# Prints left in from debugging, a docstring, and a constant for the sentence.

"""My solution for stage 1."""

REPLY = "You said: {}. Here is a streamed answer."

print("loading stage 1 ...")


def token_stream(prompt: str):
    """Split the reply into words and yield them one by one."""
    words = REPLY.format(prompt).split()
    print("words:", words)
    for word in words:
        print("now yielding", repr(word))
        yield word + " "
    print("done")
