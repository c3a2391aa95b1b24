# The index goes as far as the loop does.
# must: stage2.answers
# says: IndexError, stage2_streaming.py:12

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt: str):
    words = f"You said: {prompt}. Here is a streamed answer.".split()
    colours = ["red", "green", "blue"]
    for number, word in enumerate(words):
        # alternate the colours in the log
        print(colours[number], word)
        yield word + " "


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
