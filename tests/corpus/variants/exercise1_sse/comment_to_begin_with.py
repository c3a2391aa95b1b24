# A comment opens the stream at once, and one more comes before each event, as old proxies like it.
# Seen in: aegra/aegra pull request #555 fix(api): flush a first byte when a v2 event stream opens

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    yield ": connected\n\n"
    for word in words(prompt):
        yield f": next\ndata: {word}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
