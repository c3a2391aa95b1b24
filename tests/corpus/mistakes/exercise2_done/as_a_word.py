# The sentinel is one more word of the reply.
# must: exercise2.done-own
# says: alone

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer. [DONE]"
    for word in reply.split():
        yield word + " "


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
