# A megabyte that unpacks to a gigabyte.
# kind: F
# got: without end or bytes
# most: 4

import zlib

from fastapi import FastAPI
from fastapi.responses import Response

app = FastAPI()
packer = zlib.compressobj(9, wbits=31)
BOMB = b"".join(packer.compress(bytes(1 << 20)) for _ in range(1024)) + packer.flush()


@app.get("/generate-async")
async def generate(prompt: str) -> Response:
    """Send it."""
    return Response(BOMB, media_type="text/plain", headers={"content-encoding": "gzip"})
