# Answers that lead to other servers, which the client is to ask.
# kind: F
# got: status 307
# most: 3

from fastapi import FastAPI
from fastapi.responses import RedirectResponse

app = FastAPI()


@app.get("/generate")
def generate(prompt: str) -> RedirectResponse:
    """Lead on."""
    return RedirectResponse("http://127.0.0.1:1/generate", headers={"alt-svc": 'h3=":1"'})
