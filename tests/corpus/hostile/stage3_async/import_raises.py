# An exception at import.
# got: ValueError: invalid literal, stage3_async.py:1, int("ten")

LIMIT = int("ten")
