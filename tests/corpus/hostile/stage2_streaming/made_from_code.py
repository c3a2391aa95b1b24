# All tokens first, of a generator that was compiled from a text before.
# kind: J
# got: token 2 asked for
# most: 12

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
MADE = compile("""
def token_stream(prompt):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "
""", "made", "exec")
exec(MADE)


@app.get("/generate")
def generate(prompt: str):
    """Collect, and then send one after the other."""
    tokens = list(token_stream(prompt))
    return StreamingResponse(map(str, tokens), media_type="text/plain")
