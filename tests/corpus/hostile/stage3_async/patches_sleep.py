# Pauses that take no time.
# got: no sign of life
# then: the right answer

import asyncio


async def sleep(*_):
    """Do not."""


asyncio.sleep = sleep
