"""`python -m graders [COMMAND]`: grade a submission, or one of the other commands."""

import sys

from graders.ending import hush_early_interrupts

if __name__ == "__main__":
    hush_early_interrupts()
    from graders.program import main

    sys.exit(main())
