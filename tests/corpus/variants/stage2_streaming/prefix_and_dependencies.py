# The whole path is the prefix of a router that checks something first, and the endpoint's is
# empty.
# Seen in: public code: APIRouter(prefix="/generate", tags=["llm"]) with an empty path

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream


def remember_path(request: Request) -> None:
    request.state.path = request.url.path


router = APIRouter(prefix="/generate", dependencies=[Depends(remember_path)])


@router.get("")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")


app = FastAPI()
app.include_router(router)
