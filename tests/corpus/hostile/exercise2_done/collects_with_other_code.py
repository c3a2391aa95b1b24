# All tokens first, by code that takes the place of the generator's own.
# kind: J
# got: token 2 asked for
# most: 9

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from words import token_stream

app = FastAPI()


def code_from(text):
    """Return the code of the function in a text."""
    names = {}
    exec(text, names)
    return names["token_stream"].__code__


def token_stream(prompt):
    """Have other code."""
    yield prompt


token_stream.__code__ = code_from("""
def token_stream(prompt):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "
""")


@app.get("/generate")
def generate(prompt: str):
    """Collect, and then send one after the other."""
    tokens = list(token_stream(prompt))
    events = map("data: {}\n\n".format, [*tokens, "[DONE]"])
    return StreamingResponse(events, media_type="text/event-stream")
