# An iterator is lazy even if everything it gives was made beforehand.
# must: stage1.lazy
# says: finished

def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer."
    words = []
    for word in reply.split():
        words.append(word + " ")
    return iter(words)
