# A client that stands still.
# got: no sign of life, stage4_client.py:6, time.sleep

import time


async def stream_text(url):
    """Wait, and let nobody else do anything."""
    time.sleep(10**6)
    yield url
