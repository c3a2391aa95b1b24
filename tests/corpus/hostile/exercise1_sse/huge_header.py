# A header of 16 MB.
# got: connection that broke off

from fastapi import FastAPI, Response

app = FastAPI()


@app.get("/generate")
def generate():
    """Answer with it."""
    return Response("data: You \n\n", headers={"x-token": "You" * (4 << 20)})
