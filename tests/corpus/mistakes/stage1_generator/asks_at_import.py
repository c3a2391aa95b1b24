# The file is a program that asks for its prompt.
# must: stage1.defined
# says: EOFError, stage1_generator.py:6

def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "


prompt = input("Your prompt: ")
for token in token_stream(prompt):
    print(token, end="")
