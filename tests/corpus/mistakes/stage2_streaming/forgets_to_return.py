# Making the response is enough to send it.
# must: stage2.content-type, stage2.body
# says: returns nothing

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    StreamingResponse(token_stream(prompt), media_type="text/plain")
