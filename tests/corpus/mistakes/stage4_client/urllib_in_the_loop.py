# urlopen of the standard library does the same, in an async def too.
# must: stage4.http-error, stage4.loop-free
# may: stage4.joined, stage4.incremental, stage4.split-character, stage4.closes, stage4.any-body,
# stage4.patient, stage4.twice
# Seen in: public code: an async fetch_data_stream that calls requests.get(stream=True)

import codecs
from urllib.request import urlopen

import httpx  # noqa: F401


async def stream_text(url: str):
    decoder = codecs.getincrementaldecoder("utf-8")()
    with urlopen(url) as response:
        while chunk := response.read1():
            yield decoder.decode(chunk)
