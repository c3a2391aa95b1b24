# FileResponse streams line by line.
# must: exercise3.line-per-chunk
# says: one piece

from fastapi import FastAPI
from fastapi.responses import FileResponse

app = FastAPI()


@app.get("/logs")
def logs():
    return FileResponse("server.log", media_type="text/plain")
