# The synchronous client, in a thread, with a queue back to the loop.

import asyncio

import httpx

END = object()


async def stream_text(url: str):
    loop = asyncio.get_running_loop()
    queue = asyncio.Queue()
    left = False

    def put(item):
        loop.call_soon_threadsafe(queue.put_nowait, item)

    def read():
        try:
            with httpx.stream("GET", url, timeout=None) as response:
                response.raise_for_status()
                for text in response.iter_text():
                    if left:
                        break
                    put(text)
        except Exception as error:
            put(error)
        put(END)

    reader = asyncio.create_task(asyncio.to_thread(read))
    try:
        while (item := await queue.get()) is not END:
            if isinstance(item, Exception):
                raise item
            yield item
    finally:
        left = True  # the thread sees it when the next piece comes
        await reader
