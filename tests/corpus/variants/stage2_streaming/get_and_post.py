# One function answers GET and POST, and says what it returns with response_model=None.
# Seen in: FastAPI documentation on api_route and response_model=None

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.api_route("/generate", methods=["GET", "POST"], response_model=None, tags=["model"])
def generate(prompt: str = "", stream: bool = True) -> StreamingResponse:
    return StreamingResponse(content=token_stream(prompt), status_code=200, media_type="text/plain")
