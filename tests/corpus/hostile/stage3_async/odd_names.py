# Names that are no text, too long, or look like a link to all there is.
# kind: G
# then: the right answer
# needs: os.mkfifo

import os

for name in (b"\xff\xfe", b"\n\r\x1b[2J", b"x" * 255, b"-rf", b"~", b"*", b"%s%n", "\u202e".encode()):
    os.mkdir(name)
    os.symlink(b"/", os.path.join(name, b"all"))
    os.symlink(os.path.join(b"..", name), os.path.join(name, b"again"))
