"""`python -m graders`: grade a submission."""

import sys

from graders.ending import hush_early_interrupts

if __name__ == "__main__":
    hush_early_interrupts()
    from graders.commands.grade import main

    sys.exit(main())
