# EventSourceResponse sends a string as it is.
# must: exercise1.events
# says: quotes

from fastapi import FastAPI
from fastapi.sse import EventSourceResponse
from stage1_generator import token_stream as words

app = FastAPI()


@app.get("/generate", response_class=EventSourceResponse)
def generate(prompt: str):
    yield from words(prompt)
