# Comments without an end, and never an event.
# got: without end

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def comments():
    """Yield for ever."""
    while True:
        yield ": \x1b[2J::error::x\n\n"


@app.get("/generate")
def generate():
    """Answer with them."""
    return StreamingResponse(comments(), media_type="text/event-stream")
