# A Starlette app with a list of routes, without FastAPI.
# Seen in: Kludex/starlette pull request #462 Make StreamingResponse compatible with normal
# iterators

from stage1_generator import token_stream
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route


async def generate(request: Request) -> StreamingResponse:
    prompt = request.query_params.get("prompt", "")
    return StreamingResponse(token_stream(prompt), media_type="text/plain")


app = Starlette(routes=[Route("/generate", generate)])
