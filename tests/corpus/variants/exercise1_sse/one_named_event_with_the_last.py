# The last token's chunk also has an event of another type in it, which onmessage never gets.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()
END = "event: end\ndata\n\n"


def events(prompt: str):
    tokens = token_stream(prompt)
    count = len(f"You said: {prompt}. Here is a streamed answer.".split())
    for number, token in enumerate(tokens, start=1):
        event = f"data: {token}\n\n"
        yield event + END if number == count else event


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(events(prompt), media_type="text/event-stream")
