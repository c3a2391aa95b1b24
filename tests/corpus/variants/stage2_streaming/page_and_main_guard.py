# More routes, a lifespan, a background task, an application in the application, and uvicorn.run.

from contextlib import asynccontextmanager

import uvicorn
from fastapi import BackgroundTasks, FastAPI
from fastapi.responses import HTMLResponse, StreamingResponse

finished = 0


@asynccontextmanager
async def lifespan(app):
    print("hello")
    yield
    print("bye")


def token_stream(prompt: str):
    yield from map("{} ".format, f"You said: {prompt}. Here is a streamed answer.".split())


def note():
    global finished
    finished += 1


api = FastAPI()


@api.get("/generate")
def generate(prompt: str, tasks: BackgroundTasks):
    tasks.add_task(note)
    return StreamingResponse(token_stream(prompt), media_type="text/plain", background=tasks)


app = FastAPI(lifespan=lifespan)


@app.get("/", response_class=HTMLResponse)
def page():
    return "<pre id=out></pre><script>fetch('/generate?prompt=hi')</script>"


app.mount("/", api)

if __name__ == "__main__":
    uvicorn.run(app, port=8000)
