# A link to a link to the reference, and a path with steps back.
# kind: B
# got: LookupError: nothing to copy from
# most: 0
# landlock: 1
# links: one = two, two = ./three, three = KIT/tests/../solutions/stage4_client.py
# needs: os.mkfifo

from pathlib import Path

try:
    exec((Path(__file__).parent / "one").read_text())
except OSError:
    raise LookupError("nothing to copy from") from None
