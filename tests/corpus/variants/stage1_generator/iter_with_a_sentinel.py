# iter() of a function and a sentinel asks for one word after the other.

def token_stream(prompt: str):
    words = f"You said: {prompt}. Here is a streamed answer.".split()[::-1]

    def next_token():
        return words.pop() + " " if words else None

    return iter(next_token, None)
