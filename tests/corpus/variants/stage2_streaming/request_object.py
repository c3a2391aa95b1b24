# The endpoint reads the address itself from the request, and is added without a decorator.
# Seen in: encode/starlette docs/requests.md (query parameters of a request)

from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream


async def generate(request: Request):
    return StreamingResponse(token_stream(request.query_params["prompt"]), media_type="text/plain")


app = FastAPI(docs_url=None, redoc_url=None)
app.add_api_route("/generate", generate, methods=["GET", "HEAD"], response_class=StreamingResponse)
