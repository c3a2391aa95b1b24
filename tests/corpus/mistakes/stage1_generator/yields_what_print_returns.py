# print shows the word and hands it on.
# must: stage1.plain-str
# Seen in: nomic-ai/gpt4all issue #752 Async support for the `generate` method (tokens that a
# streamer prints)

def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield print(word, end=" ")
