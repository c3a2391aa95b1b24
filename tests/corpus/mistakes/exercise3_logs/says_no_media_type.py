# Plain text is what a response is when nothing is said.
# must: exercise3.content-type
# Seen in: joshua-paperspace/RAG-App-Example main.py (StreamingResponse(generate()))

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        yield from log


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream())
