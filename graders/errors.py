"""Exceptions of the kit."""


class KitError(Exception):
    """The kit itself cannot go on; the message says why. It is never held against a student."""
