# return in the loop hands over one word and goes on with the next.
# must: stage1.lazy
# says: return, string

def token_stream(prompt):
    sentence = f"You said: {prompt}. Here is a streamed answer."
    for word in sentence.split():
        return word + " "
