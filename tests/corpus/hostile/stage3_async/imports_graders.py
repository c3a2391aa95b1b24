# The right tokens, from the one who compares them.
# got: ModuleNotFoundError or PermissionError
# then: the right answer

from graders.prompts import reply_tokens as token_stream  # noqa: F401
