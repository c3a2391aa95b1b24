# token_stream is an object that can be called, made once for all prompts.

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Model:
    answer: str

    def __call__(self, prompt: str) -> Iterator[str]:
        for word in self.answer.format(prompt=prompt).split():
            yield word + " "


token_stream = Model("You said: {prompt}. Here is a streamed answer.")
