# A recursion without an end, and no limit to it.
# got: RecursionError or SIGSEGV or memory or stack overflow
# then: the right answer

import sys

sys.setrecursionlimit(10**9)


class Deep:
    """Its text is the text of another one."""

    def __str__(self):
        return str(Deep()) + "."


print(Deep())
