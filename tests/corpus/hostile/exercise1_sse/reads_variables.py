# A look at the variables that the parent was given.
# got: PermissionError
# landlock: 1
# then: the right answer

import os

with open(f"/proc/{os.getppid()}/environ", "rb") as file:
    print(file.read())
