# What an iterator class gives may be collected before it is framed.
# must: exercise1.incremental
# says: collected

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


class Words:
    def __init__(self, prompt: str):
        self.rest = f"You said: {prompt}. Here is a streamed answer.".split()

    def __iter__(self):
        return self

    def __next__(self) -> str:
        if not self.rest:
            raise StopIteration
        return self.rest.pop(0) + " "


def events(prompt: str):
    for token in list(Words(prompt)):
        yield f"data: {token}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(events(prompt), media_type="text/event-stream")
