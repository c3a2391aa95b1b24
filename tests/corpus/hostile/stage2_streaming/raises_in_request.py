# An exception in the endpoint.
# got: LookupError: no words for hi, stage2_streaming.py:9, raise

from fastapi import FastAPI

app = FastAPI()


@app.get("/generate")
def generate(prompt: str):
    """Fail."""
    raise LookupError(f"no words for {prompt}")
