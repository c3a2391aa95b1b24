# map() and a format string, with no generator and no loop.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    text = f"You said: {prompt}. Here is a streamed answer."
    return StreamingResponse(map("{} ".format, text.split()), media_type="text/plain")
