# A module-level list is a fine place for the words that are still to come.
# must: stage1.independent
# may: stage1.any-prompt
# says: global

words = []


def token_stream(prompt: str):
    global words
    words = f"You said: {prompt}. Here is a streamed answer.".split()
    while words:
        yield words.pop(0) + " "
