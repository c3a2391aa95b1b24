# The open file itself is the body; nobody closes it but the collector.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/logs")
def logs():
    return StreamingResponse(open("server.log", "rb"), media_type="text/plain")
