# yield from a tuple of the stream and the sentinel hands over the generator itself.
# must: exercise2.ends
# may: exercise2.answers, exercise2.content-type, exercise2.done-once, exercise2.done-own,
# exercise2.done-last, exercise2.tokens, exercise2.incremental
# Seen in: UsuarioTemporal/GuiaPython repaso3/generadoresRecursivos.py (yield instead of yield
# from)

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def token_stream(prompt: str):
    yield from (words(prompt), "[DONE]")


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
