# A dataclass knows how an event is written, and str() of it is what is sent.
# Seen in: public code: a ServerSentEvent helper class with encode for StreamingResponse

from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words


@dataclass
class Event:
    data: str
    id: int | None = None
    retry: int | None = None

    def __str__(self) -> str:
        fields = {"id": self.id, "retry": self.retry, "data": self.data}
        return "".join(f"{k}: {v}\n" for k, v in fields.items() if v is not None) + "\n"


app = FastAPI()


def token_stream(prompt: str):
    for number, word in enumerate(words(prompt), 1):
        yield str(Event(word, id=number, retry=3000 if number == 1 else None))


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(token_stream(prompt), media_type="text/event-stream")
