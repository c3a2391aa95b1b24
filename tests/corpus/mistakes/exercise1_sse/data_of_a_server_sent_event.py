# ServerSentEvent(data=...) sends the text as it is.
# must: exercise1.events
# says: quotes

from fastapi import FastAPI
from fastapi.sse import EventSourceResponse, ServerSentEvent
from stage1_generator import token_stream as words

app = FastAPI()


@app.get("/generate", response_class=EventSourceResponse)
def generate(prompt: str):
    for word in words(prompt):
        yield ServerSentEvent(data=word)
