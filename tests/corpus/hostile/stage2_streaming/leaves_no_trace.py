# A process that nothing tells from any other: no parent, no session, no variable, no folder.
# then: the right answer

import subprocess
import sys

SLEEP = "import time; time.sleep(10**6)"
DAEMON = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {SLEEP!r}], {{}})"
DAEMON = DAEMON.replace("{}", "start_new_session=True, cwd='/', env={}")
subprocess.run([sys.executable, "-c", DAEMON], start_new_session=True, check=True)
