# Characters are read one by one and gathered into lines.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def line_stream():
    with open("server.log", encoding="utf-8", newline="\n") as log:
        line = []
        for character in iter(lambda: log.read(1), ""):
            line.append(character)
            if character == "\n":
                yield "".join(line)
                line.clear()
        if line:
            yield "".join(line)


@app.get("/logs")
def logs():
    return StreamingResponse(line_stream(), media_type="text/plain")
