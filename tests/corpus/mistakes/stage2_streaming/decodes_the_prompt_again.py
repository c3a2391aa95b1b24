# The prompt comes percent-encoded.
# must: stage2.prompts
# says: decoded

from urllib.parse import unquote_plus

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(unquote_plus(prompt)), media_type="text/plain")
