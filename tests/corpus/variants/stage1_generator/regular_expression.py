# Words found with a regular expression, one at a time.

import re
from typing import Generator


def token_stream(prompt: str) -> Generator[str, None, None]:
    for match in re.finditer(r"\S+", "You said: " + prompt + ". Here is a streamed answer."):
        yield match.group() + " "
