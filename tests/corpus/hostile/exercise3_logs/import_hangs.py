"""A file that is never done loading."""

import time

time.sleep(10**6)
