# What goes over the network is bytes, so the generator yields bytes.
# must: stage1.plain-str
# says: bytes

def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield (word + " ").encode("utf-8")
