# The sentinel belongs to the last token.
# must: exercise2.done-own, exercise2.tokens
# says: alone

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt: str):
    words = f"You said: {prompt}. Here is a streamed answer.".split()
    for word in words[:-1]:
        yield word + " "
    yield words[-1] + " [DONE]"


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
