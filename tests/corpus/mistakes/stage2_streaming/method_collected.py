# A model object may hand its tokens over all at once.
# must: stage2.incremental
# says: collected

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


class Model:
    def stream(self, prompt: str):
        for word in f"You said: {prompt}. Here is a streamed answer.".split():
            yield f"{word} "

    def answer(self, prompt: str):
        return list(self.stream(prompt))


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse(iter(Model().answer(prompt)), media_type="text/plain")
