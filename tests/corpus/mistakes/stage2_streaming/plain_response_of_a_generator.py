# Response sends what it is given, a generator too.
# must: stage2.answers
# says: generator
# Seen in: public code: class EventSourceResponse(Response) with an async generator as content

from fastapi import FastAPI, Response
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return Response(content=token_stream(prompt), media_type="text/plain")
