# An object that does not want to go.
# then: the right answer

import time


class Last:
    """The last to leave."""

    def __del__(self):
        time.sleep(10**6)


last = Last()
