# A pause that another program makes does not disturb the server.
# must: stage3.pauses
# may: stage3.never-blocks, stage3.one-per-step, stage3.ten-ms, stage3.answers-others,
# stage3.ten-streams, stage3.chunk-per-token
# Seen in: falkben/fastapi_experiments experiments/stream_command.py

import subprocess
import sys

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


async def token_stream_async(prompt: str):
    for token in words(prompt):
        subprocess.run([sys.executable, "-S", "-c", "import time; time.sleep(0.01)"])
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
