# What comes from outside has to be escaped.
# must: stage2.prompts
# says: prompt

import html

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(html.escape(prompt)), media_type="text/plain")
