# A file that is never done loading.
# got: no sign of life, exercise3_logs.py:3, time.sleep

import time

time.sleep(10**6)
