# map() is lazy too.

def token_stream(prompt: str):
    return map("{} ".format, f"You said: {prompt}. Here is a streamed answer.".split())
