# A generator goes through hundreds of numbers before the first token, as a search would.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def primes(limit):
    for n in range(2, limit):
        if all(n % d for d in range(2, n)):
            yield n


@app.get("/generate")
def generate(prompt: str):
    biggest = max(primes(3000))
    response = StreamingResponse(words(prompt), media_type="text/plain")
    response.headers["x-prime"] = str(biggest)
    return response
