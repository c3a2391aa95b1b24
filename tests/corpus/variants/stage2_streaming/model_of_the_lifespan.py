# The lifespan loads the model once; each request asks it for a stream of its own.
# Seen in: ModelTC/LightLLM pull request #583 [misc] Use fastapi lifespan

from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream


class Model:
    def stream(self, prompt: str):
        yield from token_stream(prompt)


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.model = Model()
    yield
    del app.state.model


app = FastAPI(lifespan=lifespan)


@app.get("/generate")
async def generate(request: Request, prompt: str):
    return StreamingResponse(request.app.state.model.stream(prompt), media_type="text/plain")
