# A list comprehension gives the words one at a time as well.
# must: stage1.lazy
# says: finished, list

def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer."
    return [word + " " for word in reply.split()]
