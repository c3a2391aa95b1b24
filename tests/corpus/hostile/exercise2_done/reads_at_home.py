# Keys, histories and mail of whoever grades.
# kind: C
# then: the right answer
# landlock: 1
# needs: pwd.getpwall

import contextlib
import os
import pwd
from pathlib import Path

for person in pwd.getpwall():
    home = Path(person.pw_dir)
    if home not in (Path("/"), *Path(os.__file__).parents) and not str(home).startswith(("/usr", "/bin")):
        for place in (".ssh/id_rsa", ".bash_history", ".bashrc", ".profile", ".netrc", ".gitconfig"):
            with contextlib.suppress(OSError):
                (home / place).read_bytes()
                raise SystemError(f"it has read {home / place}")
