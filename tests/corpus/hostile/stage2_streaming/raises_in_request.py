"""An exception in the endpoint."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    """Fail."""
    raise LookupError(f"no words for {prompt}")
