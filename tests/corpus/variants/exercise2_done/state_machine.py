# A class with __next__ goes through the states tokens, done, over.
# Seen in: ray-project/ray-llm aviary/backend/llm/continuous/tokenstream.py

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


class EventStream:
    def __init__(self, prompt: str):
        self.tokens = words(prompt)
        self.state = "tokens"

    def __iter__(self):
        return self

    def __next__(self) -> str:
        if self.state == "tokens":
            try:
                return f"data: {next(self.tokens)}\n\n"
            except StopIteration:
                self.state = "over"
                return "data: [DONE]\n\n"
        raise StopIteration


def token_stream(prompt: str):
    return EventStream(prompt)


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
