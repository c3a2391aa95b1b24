# What counts the words stands above the function, and is never set back.
# must: stage1.any-prompt
# may: stage1.independent
# says: goes on where an earlier one stopped

i = 0


def token_stream(prompt: str):
    global i
    words = f"You said: {prompt}. Here is a streamed answer.".split()
    while i < len(words):
        yield words[i] + " "
        i += 1
