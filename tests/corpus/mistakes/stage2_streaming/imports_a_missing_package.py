# Whatever is installed at home is installed everywhere.
# must: stage2.app
# says: requests, stage2_streaming.py:1

import requests
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/plain")


if __name__ == "__main__":
    print(requests.get("http://127.0.0.1:8000/generate?prompt=hi").text)
