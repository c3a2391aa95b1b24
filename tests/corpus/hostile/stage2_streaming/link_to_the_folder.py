# A link to the folder of the references, imported as a package.
# kind: B
# got: LookupError: nothing to copy from
# most: 0
# landlock: 1
# links: answers = KIT/solutions
# needs: os.mkfifo

try:
    from answers.stage2_streaming import app, token_stream  # noqa: F401
except ImportError:
    raise LookupError("nothing to copy from") from None
except OSError:
    raise LookupError("nothing to copy from") from None
