# The function carries attributes that the endpoint reads; a registry holds the object itself.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
MODELS = {}


def model(media_type):
    def register(function):
        function.media_type = media_type
        MODELS[function] = function.__name__
        return function

    return register


@model("text/plain")
def token_stream(prompt: str):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "


@app.get("/generate")
def generate(prompt: str):
    source = next(f for f in MODELS if f is token_stream)
    return StreamingResponse(source(prompt), media_type=source.media_type)
