"""`python -m graders [COMMAND]`: grade a submission, or one of the other commands."""

import contextlib
import sys

from graders.ending import hush_early_interrupts

NEVER_GRADE = ("-h", "--help", "reset", "new", "stubs")

if __name__ == "__main__":
    hush_early_interrupts()
    from graders.harness.zygote import preload

    asked = any(argument.startswith("--isolation") for argument in sys.argv)
    if not asked and (not sys.argv[1:] or sys.argv[1] not in NEVER_GRADE):
        with contextlib.suppress(OSError):  # told when it is tried again
            preload()  # this takes longest, so everything else is imported meanwhile
    from graders.program import main

    sys.exit(main())
