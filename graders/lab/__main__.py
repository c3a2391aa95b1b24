"""`python -m graders.lab`: open the lab on a submission."""

import sys

from graders.lab.command import main

if __name__ == "__main__":
    sys.exit(main())
