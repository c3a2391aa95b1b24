# A right answer, and a thread that never ends.

import threading

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()

threading.Thread(target=threading.Event().wait, daemon=False).start()


@app.get("/generate")
def generate(prompt: str):
    """Answer rightly."""
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
