# A body that comes in parts has the status 206.
# must: stage2.answers
# says: 206

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), status_code=206, media_type="text/plain")
