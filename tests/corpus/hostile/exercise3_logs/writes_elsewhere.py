# A file in a folder that belongs to everybody.
# got: PermissionError
# landlock: 1
# then: the right answer

import os

with open(f"/var/tmp/left-behind-{os.getpid()}", "wb") as file:
    file.write(b"x")
os.unlink(file.name)
