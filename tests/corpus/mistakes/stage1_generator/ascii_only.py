# Tokens should be plain ASCII to be safe on every terminal.
# must: stage1.any-prompt
# says: prompt

def token_stream(prompt: str):
    safe = prompt.encode("ascii", "ignore").decode()
    for word in f"You said: {safe}. Here is a streamed answer.".split():
        yield word + " "
