# A plain generator sleeps, as a slow model would: Starlette runs it in a thread.

import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        time.sleep(0.2)  # so that one can watch it
        yield word + " "


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
