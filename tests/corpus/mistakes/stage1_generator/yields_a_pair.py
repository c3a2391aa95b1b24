# yield takes the word and its space as two values.
# must: stage1.plain-str
# Seen in: Lightning-AI/LitServe issue #84 automatically dump dictionary to json in encode_response
# while Streaming

def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word, " "
