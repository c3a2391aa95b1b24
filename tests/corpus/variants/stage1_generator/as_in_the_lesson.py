# A plain def with a loop over the split reply, as the lesson has it.

def token_stream(prompt: str):
    text = f"You said: {prompt}. Here is a streamed answer.".split()
    for piece in text:
        yield piece + " "


for piece in token_stream("hi"):
    print(repr(piece))

print("all:", repr("".join(token_stream("hi"))))
