# Files by the thousand, in folders within folders, one of which nobody may look into.
# then: the right answer
# needs: os.fork

import os
import tempfile

for number in range(2000):
    with open(f"{number}.txt", "w") as file:
        file.write("one of many")
deep = os.path.join(*("folder" for _ in range(100)))
os.makedirs(deep)
os.symlink("/", os.path.join(deep, "root"))
os.makedirs("closed/inside")
os.chmod("closed", 0)
tempfile.NamedTemporaryFile(delete=False).close()
tempfile.mkdtemp()
