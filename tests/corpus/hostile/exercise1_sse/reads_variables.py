"""A look at the variables that the parent was given."""

import os

with open(f"/proc/{os.getppid()}/environ", "rb") as file:
    print(file.read())

