# More headers than anybody reads.
# got: connection that broke off

from fastapi import FastAPI, Response

app = FastAPI()


@app.get("/generate")
def generate():
    """Answer with them."""
    return Response("data: You \n\n", headers={f"x-{n}": "You" * 20 for n in range(20_000)})
