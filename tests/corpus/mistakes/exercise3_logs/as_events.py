# Whatever streams is an event stream.
# must: exercise3.content-type, exercise3.body
# says: text/plain

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as f:
        for line in f:
            yield f"data: {line}\n\n"


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/event-stream")
