# A transport and a protocol of asyncio, with h11 behind it and a queue in between.
import asyncio
import codecs

import h11
import httpx


class Reading(asyncio.Protocol):
    def __init__(self, url: httpx.URL) -> None:
        self.events: asyncio.Queue = asyncio.Queue()
        self.url = url
        self.http = h11.Connection(h11.CLIENT)

    def connection_made(self, transport) -> None:
        headers = {"Host": self.url.netloc.decode(), "User-Agent": "by hand"}
        request = h11.Request(
            method="GET", target=self.url.raw_path, headers=list(headers.items())
        )
        transport.write(self.http.send(request) + self.http.send(h11.EndOfMessage()))

    def data_received(self, data: bytes) -> None:
        self.http.receive_data(data)
        while (event := self.http.next_event()) not in (h11.NEED_DATA, h11.PAUSED):
            self.events.put_nowait(event)
            if isinstance(event, h11.EndOfMessage):
                return


async def stream_text(url: str):
    loop = asyncio.get_running_loop()
    target = httpx.URL(url)
    transport, reading = await loop.create_connection(
        lambda: Reading(target), target.host, target.port
    )
    decode = codecs.getincrementaldecoder("utf-8")().decode
    try:
        while not isinstance(event := await reading.events.get(), h11.EndOfMessage):
            if isinstance(event, h11.Response):
                request = httpx.Request("GET", url)
                if event.status_code >= 400:
                    httpx.Response(event.status_code, request=request).raise_for_status()
            else:
                yield decode(event.data)
    finally:
        transport.abort()
