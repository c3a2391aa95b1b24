# All tokens first, of a generator in a module that it writes itself.
# kind: J
# got: token 2 asked for
# most: 12

import importlib
import os
import sys
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
Path("made.py").write_text("""
def token_stream(prompt):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "
""")
sys.path.insert(0, os.getcwd())
token_stream = importlib.import_module("made").token_stream


@app.get("/generate")
def generate(prompt: str):
    """Collect, and then send one after the other."""
    tokens = list(token_stream(prompt))
    return StreamingResponse(map(str, tokens), media_type="text/plain")
