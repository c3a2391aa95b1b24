# A synchronous client in a thread puts into a queue.Queue; the loop takes from it in worker threads.
import asyncio
import queue
import threading

import httpx

END = object()


async def stream_text(url: str):
    pieces: queue.Queue = queue.Queue()
    stop = threading.Event()

    def read() -> None:
        try:
            with httpx.Client(timeout=None) as client, client.stream("GET", url) as response:
                response.raise_for_status()
                for text in response.iter_text():
                    pieces.put(text)
                    if stop.is_set():
                        return
        except BaseException as error:
            pieces.put(error)
        finally:
            pieces.put(END)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    try:
        while (piece := await asyncio.to_thread(pieces.get)) is not END:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        stop.set()
