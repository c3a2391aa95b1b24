# All tokens first, in a thread, of a module that goes by another name.
# kind: J
# got: token 2 asked for
# most: 12

import threading

import words as model
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
token_stream = model.token_stream


@app.get("/generate")
def generate(prompt: str):
    """Collect, and then send one after the other."""
    tokens = []
    thread = threading.Thread(target=lambda: tokens.extend(model.token_stream(prompt)))
    thread.start()
    thread.join()
    return StreamingResponse(iter(tokens), media_type="text/plain")
