# Early hints, and never an answer.
# kind: F
# got: used more than 1 GiB or no sign of life or broke off or without end or stands still or never
# most: 2

import asyncio

HINT = b"HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n"


async def app(scope, receive, send):
    """Hint."""
    if scope["type"] != "http":
        return
    for cell in send.__closure__ or ():
        cycle = getattr(cell.cell_contents, "__self__", None)
        while hasattr(cycle, "transport") and not cycle.transport.is_closing():
            cycle.transport.write(HINT * 100)
            await asyncio.sleep(0)
