# The sentinel is in the else of the loop, and events end with CRLF and have ids.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    number = 0
    for word in words(prompt):
        yield f"id:{number}\r\ndata:{word}\r\n\r\n"
        number += 1
    else:
        yield "data:[DONE]\r\n\r\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
