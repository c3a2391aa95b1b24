# The parameter's name is only a matter of the function.
# must: stage2.answers
# says: parameter prompt

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(text: str):
    return StreamingResponse(token_stream(text), media_type="text/plain")
