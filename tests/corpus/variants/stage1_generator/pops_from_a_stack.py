# The words lie in a list from last to first, and each one is popped.
# Seen in: ajarara/webkov webkov/sentence.py (words taken from a deque)

def token_stream(prompt: str, end: str = " "):
    stack = f"You said: {prompt}. Here is a streamed answer.".split()[::-1]
    while stack:
        yield stack.pop() + end
