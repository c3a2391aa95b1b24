# The tokens of a language model carry their space in front, and the first has none.
# must: stage1.word-and-space
# may: stage1.joined
# Seen in: mpetazzoni/sse.js pull request #30 Better event stream parsing

def token_stream(prompt: str):
    words = f"You said: {prompt}. Here is a streamed answer.".split()
    for index, word in enumerate(words):
        yield word if index == 0 else " " + word
