# With response_class=StreamingResponse the endpoint can return the generator as it is.
# must: stage2.content-type
# may: stage2.body, stage2.chunk-per-token, stage2.incremental
# Seen in: fastapi/fastapi pull request #11440 Allow streamable response as response_class to work

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate", response_class=StreamingResponse)
def generate(prompt: str):
    return token_stream(prompt)
