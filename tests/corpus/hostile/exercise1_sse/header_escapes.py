# Headers that steer a terminal.
# got: \x9b2j\x90\x85\xad<script>

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/generate")
def generate():
    """Answer with them."""
    kind = "text/\x9b2J\x90\x85\xad<script>"
    return StreamingResponse(iter(["data: You \n\n"]), headers={"content-type": kind})
