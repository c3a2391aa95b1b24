# A right answer in an object that is hard to look at.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream

right = FastAPI()


@right.get("/generate")
def generate(prompt: str):
    """Answer rightly."""
    return StreamingResponse(token_stream(prompt), media_type="text/plain")


class Lying(type):
    """A class that has no name and no text."""

    def __repr__(cls):
        raise LookupError("no text")

    @property
    def __name__(cls):
        raise LookupError("no name")


class App(metaclass=Lying):
    """Callable, and nothing else."""

    __class__ = property(lambda self: str)
    __hash__ = None

    async def __call__(self, scope, receive, send):
        await right(scope, receive, send)

    def __repr__(self):
        raise LookupError("leave me alone")

    __str__ = __bool__ = __len__ = __iter__ = __repr__


app = App()
