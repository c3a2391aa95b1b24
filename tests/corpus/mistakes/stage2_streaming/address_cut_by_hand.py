# The prompt is what stands behind the equals sign of the address, undecoded.
# must: stage2.prompts
# may: stage2.second-request, stage2.two-clients, stage2.incremental
# Seen in: public code: func(request) that splits str(request.query_params) at "="

from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(request: Request):
    prompt = request.url.query.split("=")[1]
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
