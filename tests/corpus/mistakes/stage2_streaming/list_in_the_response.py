# A list of the words is the simplest thing that can be streamed.
# must: stage2.incremental
# says: list

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    text = f"You said: {prompt}. Here is a streamed answer."
    return StreamingResponse([f"{word} " for word in text.split()], media_type="text/plain")
