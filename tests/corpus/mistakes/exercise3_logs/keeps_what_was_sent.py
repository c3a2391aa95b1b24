# What has been sent is kept, to be counted at the end.
# must: exercise3.memory
# may: exercise3.stalled-client
# says: memory

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    sent = []
    with open("server.log", encoding="utf-8") as f:
        for line in f:
            sent.append(line)
            yield line
    print(len(sent), "lines sent")


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
