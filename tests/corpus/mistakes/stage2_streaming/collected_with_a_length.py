# To say the Content-Length all tokens must be there first.
# must: stage2.incremental
# says: collected

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    tokens = [token.encode() for token in token_stream(prompt)]
    headers = {"content-length": str(sum(map(len, tokens)))}
    return StreamingResponse(iter(tokens), media_type="text/plain", headers=headers)
