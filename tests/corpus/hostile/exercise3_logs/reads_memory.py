# A look into what the parent has in mind.
# got: PermissionError
# landlock: 1
# then: the right answer

import os

with open(f"/proc/{os.getppid()}/mem", "rb") as file:
    print(file)
