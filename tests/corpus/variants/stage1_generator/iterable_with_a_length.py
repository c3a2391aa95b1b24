# A re-iterable class with a length: __iter__ is a generator.

from dataclasses import dataclass


@dataclass
class Reply:
    prompt: str

    @property
    def text(self) -> str:
        return f"You said: {self.prompt}. Here is a streamed answer."

    def __len__(self) -> int:
        return len(self.text.split())

    def __iter__(self):
        for word in self.text.split():
            yield f"{word} "


def token_stream(prompt: str) -> Reply:
    return Reply(prompt)
