# A thousand folders in one another, with links back to the first in each.
# kind: G
# then: the right answer
# needs: os.mkfifo

import os

top = os.getcwd()
for _ in range(1_000):
    os.mkdir("d" * 100)
    os.symlink(top, "back")
    os.chdir("d" * 100)
os.chdir(top)
