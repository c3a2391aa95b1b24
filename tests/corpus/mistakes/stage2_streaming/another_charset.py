# Which charset the header names makes no difference.
# must: stage2.content-type
# says: charset

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(
        token_stream(prompt), headers={"content-type": "text/plain; charset=iso-8859-1"}
    )
