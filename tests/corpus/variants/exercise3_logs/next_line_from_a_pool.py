# A pool of one thread reads the next line while this one is sent.

from concurrent.futures import ThreadPoolExecutor

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()

pool = ThreadPoolExecutor(1)


def line_stream():
    with open("server.log", encoding="utf-8") as log:
        coming = pool.submit(log.readline)
        while line := coming.result():
            coming = pool.submit(log.readline)
            yield line


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
