# map() over the tokens, a router with a prefix, and a middleware that lets chunks through.

from fastapi import APIRouter, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

router = APIRouter(prefix="/generate")


@router.get("")
def generate(prompt: str):
    tokens = map(str.rstrip, token_stream(prompt))
    return StreamingResponse(
        map("data: {}\n\n".format, tokens), headers={"content-type": "text/event-stream"}
    )


app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"])
app.include_router(router)
