"""The correction rules: each module has those of one subject; importing it declares them."""

from graders.repair.rules import asynchronous, blocks, calls, clients, logs, strings

__all__ = ["asynchronous", "blocks", "calls", "clients", "logs", "strings"]
