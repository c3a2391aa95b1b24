# A response class sends the sentinel as the last message of the body, whatever the stream is.
# Seen in: public code: a StreamingResponse subclass with its own stream_response

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words


class EndsWithDone(StreamingResponse):
    media_type = "text/plain"

    def __init__(self, content, **others):
        super().__init__(content, **others)
        self.body_iterator = self._with_done(self.body_iterator)

    @staticmethod
    async def _with_done(chunks):
        async for chunk in chunks:
            yield chunk
        yield b"[DONE]"


app = FastAPI()


def token_stream(prompt: str):
    yield from words(prompt)


@app.get("/generate")
def generate(prompt: str):
    return EndsWithDone(token_stream(prompt))
