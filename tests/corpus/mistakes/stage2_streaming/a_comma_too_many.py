# A comma at the end of a line does no harm.
# must: stage2.answers
# says: ValueError

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    response = StreamingResponse(token_stream(prompt), media_type="text/plain"),
    return response
