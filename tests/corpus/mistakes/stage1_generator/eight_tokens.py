# There are eight tokens, as in the lesson.
# must: stage1.any-prompt, stage1.independent
# says: prompt

def token_stream(prompt: str):
    words = f"You said: {prompt}. Here is a streamed answer.".split()
    for i in range(8):
        yield words[i] + " "
