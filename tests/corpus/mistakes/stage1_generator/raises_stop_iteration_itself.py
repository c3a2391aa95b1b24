# A generator says that it is over by raising StopIteration.
# must: stage1.lesson-prompt
# may: stage1.joined, stage1.any-prompt, stage1.independent
# Seen in: netaddr/netaddr pull request #167 PEP 479: 'return' instead of 'raise StopIteration'

def token_stream(prompt: str):
    words = f"You said: {prompt}. Here is a streamed answer.".split()
    while True:
        if not words:
            raise StopIteration
        yield words.pop(0) + " "
