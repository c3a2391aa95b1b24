# A class based view: an HTTPEndpoint of Starlette with a method get.
# Seen in: Starlette documentation on HTTPEndpoint (class based views)

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream
from starlette.endpoints import HTTPEndpoint


class Generate(HTTPEndpoint):
    async def get(self, request):
        return StreamingResponse(
            token_stream(request.query_params["prompt"]), media_type="text/plain"
        )


app = FastAPI()
app.add_route("/generate", Generate)
