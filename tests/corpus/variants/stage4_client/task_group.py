# A task group of AnyIO around the loop: one task reads, and what it raises comes out alone.

import anyio
import httpx


async def stream_text(url: str):
    sending, receiving = anyio.create_memory_object_stream(1)
    errors = []

    async def read() -> None:
        async with sending, httpx.AsyncClient(timeout=None) as client:
            async with client.stream("GET", url) as response:
                try:
                    response.raise_for_status()
                except httpx.HTTPStatusError as error:
                    errors.append(error)
                    return
                async for text in response.aiter_text():
                    await sending.send(text)

    tasks = anyio.create_task_group()
    await tasks.__aenter__()
    tasks.start_soon(read)
    try:
        async for text in receiving:
            yield text
    finally:
        receiving.close()
        tasks.cancel_scope.cancel()
        await tasks.__aexit__(None, None, None)
    if errors:
        raise errors[0]
