# An APIRouter, a dependency, and an app that a function creates.

from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

router = APIRouter()


def tokens(prompt: str):
    return token_stream(prompt)


@router.get("/generate")
def generate(stream: Annotated[object, Depends(tokens)]):
    return StreamingResponse(stream, media_type="text/plain")


@router.get("/")
def index():
    return {"try": "/generate?prompt=hi"}


def create() -> FastAPI:
    app = FastAPI(title="streaming")
    app.include_router(router)
    return app


app = create()
