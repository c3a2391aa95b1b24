# A middleware in the same file uses generators for headers, and wraps the body in an async one.

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def headers_of(request):
    for name, value in request.headers.items():
        yield name, value


@app.middleware("http")
async def measured(request, call_next):
    seen = dict(headers_of(request))
    response = await call_next(request)
    inner = response.body_iterator
    total = 0

    async def counted():
        nonlocal total
        async for chunk in inner:
            total += len(chunk)
            yield chunk
        print(total, len(seen), any(name == "host" for name in seen))

    response.body_iterator = counted()
    return response


@app.get("/generate")
def generate(prompt: str):
    return StreamingResponse((word for word in words(prompt)), media_type="text/plain")
