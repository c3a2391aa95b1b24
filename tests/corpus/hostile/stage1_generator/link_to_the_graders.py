# Links to the kit itself, for what it compares with.
# kind: B
# got: LookupError: nothing to copy from
# most: 0
# landlock: 1
# links: graders = KIT/graders, lesson.py = KIT/graders/lesson.py
# needs: os.mkfifo

try:
    from lesson import reply_tokens as token_stream
except (ImportError, OSError):
    try:
        from graders.lesson import reply_tokens as token_stream  # noqa: F401
    except (ImportError, OSError):
        raise LookupError("nothing to copy from") from None
