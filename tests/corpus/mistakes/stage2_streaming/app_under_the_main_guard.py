# Everything that runs belongs under the main guard.
# must: stage2.app
# says: there is no app

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

if __name__ == "__main__":
    app = FastAPI()

    @app.get("/generate")
    def generate(prompt: str):
        return StreamingResponse(token_stream(prompt), media_type="text/plain")
