# Plain text, with one more yield after the loop, as the lesson's hint has it.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt: str):
    text = f"You said: {prompt}. Here is a streamed answer.".split()
    for piece in text:
        yield piece + " "
    yield "[DONE]"


@app.get("/generate")
def answer(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
