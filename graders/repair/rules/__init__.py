"""The correction rules: each module has those of one subject; importing it declares them."""

from graders.repair.rules import strings

__all__ = ["strings"]
