# The source makes a list of its words with a helper first, as split() would, and then streams.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def words_of(text: str):
    for word in text.split():
        yield f"{word} "


def token_stream(prompt: str):
    tokens = tuple(words_of(f"You said: {prompt}. Here is a streamed answer."))
    for number in range(len(tokens)):
        yield tokens[number]


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
