# A link to the reference, imported as a module with another name.
# kind: B
# got: LookupError: nothing to copy from
# most: 0
# landlock: 1
# links: answer.py = KIT/solutions/stage3_async.py
# needs: os.mkfifo

try:
    from answer import app  # noqa: F401
except (ImportError, OSError):
    raise LookupError("nothing to copy from") from None
