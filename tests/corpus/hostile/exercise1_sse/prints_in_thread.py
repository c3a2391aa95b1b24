# A thread that prints without an end, and a file that lets it have its way for a while.
# got: printed more than 16 MiB
# then: the right answer

import threading

flooded = threading.Event()


def flood():
    """Print; after 32 MiB let the others go on."""
    number = 0
    while True:
        print("x" * 1023)
        number += 1
        if number == 32 << 10:
            flooded.set()


threading.Thread(target=flood, daemon=True).start()
flooded.wait()
