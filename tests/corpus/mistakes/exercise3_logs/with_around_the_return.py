# The with block ends when the response is returned, and the file is closed before it is read.
# must: exercise3.answers
# may: exercise3.body, exercise3.line-per-chunk, exercise3.fresh, exercise3.two-readers
# says: closed file
# Seen in: encode/httpx issue #830 How about provide non-contextmanager api for stream?

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        return (line for line in log)


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
