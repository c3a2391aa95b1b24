# The asynchronous client runs in an event loop of its own, in a thread.
import asyncio
import threading

import httpx

END = object()


async def stream_text(url: str):
    here = asyncio.get_running_loop()
    queue: asyncio.Queue = asyncio.Queue()
    there = asyncio.new_event_loop()

    def put(item) -> None:
        here.call_soon_threadsafe(queue.put_nowait, item)

    async def read() -> None:
        try:
            async with httpx.AsyncClient(timeout=None) as client:
                async with client.stream("GET", url) as response:
                    response.raise_for_status()
                    async for text in response.aiter_text():
                        put(text)
        except Exception as error:
            put(error)
        put(END)

    threading.Thread(target=there.run_forever, daemon=True).start()
    reading = asyncio.run_coroutine_threadsafe(read(), there)
    try:
        while (item := await queue.get()) is not END:
            if isinstance(item, Exception):
                raise item
            yield item
    finally:
        reading.cancel()
        there.call_soon_threadsafe(there.call_later, 0.1, there.stop)
