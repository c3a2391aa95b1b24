"""An exception at import."""

LIMIT = int("ten")
