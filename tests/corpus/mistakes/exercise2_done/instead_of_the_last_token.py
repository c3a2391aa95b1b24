# The sentinel replaces the last token.
# must: exercise2.tokens
# says: token

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt: str):
    words = f"You said: {prompt}. Here is a streamed answer.".split()
    words[-1] = "[DONE]"
    for word in words:
        yield f"data: {word}\n\n"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
