# A chunk of a stream is a number of characters.
# must: stage1.word-and-space
# may: stage1.joined
# Seen in: page "FastAPI Stream Response" (compilenrun.com)

def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer. "
    for start in range(0, len(reply), 5):
        yield reply[start : start + 5]
