# A stream has no end.
# must: stage1.lesson-prompt, stage1.joined
# says: end

def token_stream(prompt: str):
    words = f"You said: {prompt}. Here is a streamed answer.".split()
    i = 0
    while True:
        yield words[i % len(words)] + " "
        i += 1
