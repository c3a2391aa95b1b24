# An AnyIO worker thread reads, and hands each piece to the loop through anyio.from_thread.
import anyio
import anyio.from_thread
import anyio.to_thread
import asyncio
import httpx


async def stream_text(url: str):
    sending, receiving = anyio.create_memory_object_stream(0)

    def read() -> None:
        try:
            with httpx.stream("GET", url, timeout=None) as response:
                response.raise_for_status()
                for text in response.iter_text():
                    anyio.from_thread.run(sending.send, text)
        except anyio.BrokenResourceError:
            pass
        finally:
            anyio.from_thread.run_sync(sending.close)

    reader = asyncio.create_task(anyio.to_thread.run_sync(read))
    try:
        async for text in receiving:
            yield text
    finally:
        receiving.close()
        await reader
