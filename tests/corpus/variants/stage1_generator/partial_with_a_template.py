# functools.partial fixes the template, and the prompt is what is left to give.
# Seen in: public code: a StreamingResponse with functools.partial around fake model and tokenizer
# generators

from functools import partial


def _tokens(template: str, end: str, prompt: str):
    yield from (word + end for word in template.replace("{}", prompt).split())


token_stream = partial(_tokens, "You said: {}. Here is a streamed answer.", " ")
