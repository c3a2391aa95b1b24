# What a user typed has to be escaped before it is shown, so the generator does it.
# must: stage1.any-prompt
# Seen in: public code: agent_sse_response of plain, which escapes tokens for HTMX

from html import escape


def token_stream(prompt: str):
    for word in f"You said: {escape(prompt)}. Here is a streamed answer.".split():
        yield word + " "
