"""An object that does not want to go."""

import time


class Last:
    """The last to leave."""

    def __del__(self):
        time.sleep(10**6)


last = Last()

