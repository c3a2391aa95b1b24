# A reply is sent sentence by sentence.
# must: stage1.word-and-space
# may: stage1.joined
# Seen in: page "Production-Ready LLM Streaming with FastAPI, Asyncio, and SSE"
# (python-elite-dev.pages.dev)

def token_stream(prompt: str):
    reply = f"You said: {prompt}. Here is a streamed answer."
    for sentence in reply.split(". "):
        yield sentence.rstrip(".") + ". "
