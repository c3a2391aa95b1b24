# Folders that nobody may look into, in one another.
# kind: G
# then: the right answer

import os

for number in range(50):
    path = os.path.join(*["in"] * (number + 1))
    os.mkdir(path)
    open(os.path.join(path, "file"), "w").close()
    os.mkdir(os.path.join(path, "closed"), 0)
