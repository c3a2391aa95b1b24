# A program starts its own server.
# must: stage2.app
# says: stage2_streaming.py:14

import uvicorn
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")


uvicorn.run(app, port=0)
