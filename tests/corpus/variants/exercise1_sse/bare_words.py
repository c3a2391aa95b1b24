# The events carry the words without the space behind them.
# Seen in: Yashasvi692/client_server_stream client_server_stream/server/plugins/llm_demo.py

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    for word in words(prompt):
        yield f"data:{word.strip()}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
