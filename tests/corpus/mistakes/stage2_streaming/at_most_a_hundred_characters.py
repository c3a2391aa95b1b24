# A limit on the length of the prompt is good practice, though the contract says any text.
# must: stage2.prompts
# Seen in: BekOsu/ai-fullstack-demo backend/schemas/requests.py (max_length of the prompt)

from typing import Annotated

from fastapi import FastAPI, Query
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: Annotated[str, Query(max_length=100)]):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")
