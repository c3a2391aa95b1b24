# The reply comes from string.Template, which leaves a dollar sign in the prompt alone.
# Seen in: page "Async generator pattern for LLM output" (theneuralbase.com)

from string import Template

REPLY = Template("You said: $prompt. Here is a streamed answer.")


def token_stream(prompt: str):
    for word in REPLY.substitute(prompt=prompt).split():
        yield word + " "
