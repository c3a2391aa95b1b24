# A background task writes a line into a list when the stream is over.
# Seen in: flashlin/Samples torch-qa/poc-demo/poc-fastapi.py

from fastapi import BackgroundTasks, FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()
answered: list[str] = []


@app.get("/generate")
def generate(prompt: str, tasks: BackgroundTasks):
    tasks.add_task(answered.append, prompt)
    return StreamingResponse(token_stream(prompt), media_type="text/plain", background=tasks)
