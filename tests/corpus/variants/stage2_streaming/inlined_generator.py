# The generator is inside the endpoint, so nothing at module level can be held at a gate.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    def tokens():
        for word in f"You said: {prompt}. Here is a streamed answer.".split():
            yield word + " "

    return StreamingResponse(tokens(), media_type="text/plain")
