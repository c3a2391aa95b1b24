# One thread wakes all streams, each after its time; it waits with a Condition for the next.

import asyncio
import heapq
import threading
import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

app = FastAPI()


class Waker:
    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.asked: list = []
        self.number = 0
        threading.Thread(target=self.run, daemon=True).start()

    def run(self) -> None:
        sleeping: list = []
        while True:
            with self.changed:
                left = sleeping[0][0] - time.monotonic() if sleeping else None
                if not self.asked and (left is None or left > 0):
                    self.changed.wait(left)
                for seconds, *sleeper in self.asked:
                    heapq.heappush(sleeping, (time.monotonic() + seconds, *sleeper))
                self.asked.clear()
            while sleeping and sleeping[0][0] <= time.monotonic():
                _, _, loop, event = heapq.heappop(sleeping)
                loop.call_soon_threadsafe(event.set)

    async def pause(self, seconds: float) -> None:
        event = asyncio.Event()
        with self.changed:
            self.number += 1
            self.asked.append((seconds, self.number, asyncio.get_running_loop(), event))
            self.changed.notify()
        await event.wait()


waker = Waker()


async def token_stream_async(prompt: str):
    for token in token_stream(prompt):
        await waker.pause(0.01)
        yield token


@app.get("/generate-async")
async def generate_async(prompt: str):
    return StreamingResponse(token_stream_async(prompt), media_type="text/plain")
