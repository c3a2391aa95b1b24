# The tokens come from a method of an object that dependency injection makes.

from typing import Annotated

from fastapi import Depends, FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


class Model:
    template = "You said: {}. Here is a streamed answer."

    def reply(self, prompt: str):
        yield from self._tokens(self.template.format(prompt))

    @staticmethod
    def _tokens(text: str):
        return (f"{word} " for word in text.split())


@app.get("/generate")
def generate(prompt: str, model: Annotated[Model, Depends()]):
    return StreamingResponse(model.reply(prompt), media_type="text/plain")
