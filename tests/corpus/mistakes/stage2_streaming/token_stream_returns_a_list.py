# A list of tokens can be gone through like a generator.
# must: stage2.incremental
# says: list

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def token_stream(prompt: str):
    return [word + " " for word in f"You said: {prompt}. Here is a streamed answer.".split()]


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
