"""The correction rules: each module has those of one subject; importing it declares them."""

from graders.repair.rules import generators, leftovers, loops, strings, texts

__all__ = ["generators", "leftovers", "loops", "strings", "texts"]
