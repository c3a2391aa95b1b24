# uvicorn finds the app by itself.
# must: stage2.app
# says: no app

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

api = FastAPI()


@api.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
