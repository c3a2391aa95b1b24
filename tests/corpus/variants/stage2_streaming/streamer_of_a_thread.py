# A thread runs the model and fills a streamer, which holds one token until it has been taken and
# sent.
# Seen in: pansani/go-streaming-message python/server.py

from queue import Queue
from threading import Thread

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream


class Streamer:
    def __init__(self):
        self.queue: Queue = Queue()

    def put(self, token) -> None:
        self.queue.put(token)
        self.queue.join()

    def __iter__(self):
        while (token := self.queue.get()) is not None:
            yield token
            self.queue.task_done()


def run_model(prompt: str, streamer: Streamer) -> None:
    for token in token_stream(prompt):
        streamer.put(token)
    streamer.queue.put(None)


app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    streamer = Streamer()
    Thread(target=run_model, args=(prompt, streamer), daemon=True).start()
    return StreamingResponse(streamer, media_type="text/plain")
