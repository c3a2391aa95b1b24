# h11 on a connection of asyncio's streams, and "Connection: close".
import asyncio
import codecs

import h11
import httpx


async def stream_text(url: str):
    target = httpx.URL(url)
    reader, writer = await asyncio.open_connection(target.host, target.port)
    connection = h11.Connection(h11.CLIENT)
    headers = [("Host", target.netloc), ("Connection", "close")]
    request = h11.Request(method="GET", target=target.raw_path, headers=headers)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        writer.write(connection.send(request) + connection.send(h11.EndOfMessage()))
        while True:
            event = connection.next_event()
            if event is h11.NEED_DATA:
                connection.receive_data(await reader.read(65536))
            elif isinstance(event, h11.Response) and event.status_code >= 400:
                answer = httpx.Response(event.status_code, request=httpx.Request("GET", url))
                answer.raise_for_status()
            elif isinstance(event, h11.Data):
                yield decoder.decode(event.data)
            elif isinstance(event, (h11.EndOfMessage, h11.ConnectionClosed)):
                return
    finally:
        writer.close()
