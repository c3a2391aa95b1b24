# A worker thread sends each event into a stream without a buffer, by anyio.from_thread.
# Seen in: BerriAI/litellm pull request #24177 Fix blocking sync next in __anext__ (work in
# threads, events in the loop)

import anyio
from anyio import from_thread, to_thread
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from stage1_generator import token_stream as words

app = FastAPI()


def work(prompt: str, send) -> None:
    for word in words(prompt):
        from_thread.run(send.send, f"data: {word}\n\n")
    from_thread.run_sync(send.close)


class Events(StreamingResponse):
    media_type = "text/event-stream"

    def __init__(self, prompt: str):
        self.sender, receiver = anyio.create_memory_object_stream(0)
        self.prompt = prompt
        super().__init__(receiver)

    async def stream_response(self, send) -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(to_thread.run_sync, work, self.prompt, self.sender)
            await super().stream_response(send)


@app.get("/generate")
async def generate(prompt: str):
    return Events(prompt)
