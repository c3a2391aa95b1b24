# The sentinel is printed where the server runs, not sent.
# must: exercise2.done-once
# may: exercise2.done-own, exercise2.done-last, exercise2.incremental
# Seen in: dhairyajoshi1/streamapi main.py (print("done") after the loop)

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data: {word}\n\n"
    print("data: [DONE]\n\n")


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
