# The parameter's name is only a matter of the function.
# must: exercise2.answers
# says: parameter prompt

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


def events(text: str):
    for token in token_stream(text):
        yield f"data: {token}\n\n"
    yield "data: [DONE]\n\n"


@app.get("/generate")
def generate(text: str):
    return StreamingResponse(events(text), media_type="text/event-stream")
