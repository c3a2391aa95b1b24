# A function that returns a generator expression is no generator function, but as lazy.

def token_stream(prompt):
    reply = f"You said: {prompt}. Here is a streamed answer."
    return (word + " " for word in reply.split())
