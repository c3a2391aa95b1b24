# An end that never comes, were the process to leave by itself.
# then: the right answer

import atexit
import time

atexit.register(time.sleep, 10**6)
