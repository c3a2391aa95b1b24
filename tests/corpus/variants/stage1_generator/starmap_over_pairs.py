# No function body loops: starmap joins each word with the space that repeat gives.
# Seen in: public code: notebooks on map and starmap of itertools (for one, egaoneko/til
# Python/itertools.md)

from itertools import repeat, starmap
from operator import add


def token_stream(prompt: str):
    words = f"You said: {prompt}. Here is a streamed answer.".split()
    return starmap(add, zip(words, repeat(" ")))
