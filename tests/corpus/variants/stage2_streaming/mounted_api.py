# The endpoint belongs to an app of its own that is mounted into the one that is served.
# Seen in: FastAPI documentation on sub applications

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

api = FastAPI(title="model")


@api.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")


app = FastAPI(title="site")
app.mount("/", api)
