"""`python -m graders`: grade a submission."""

import sys

from graders.commands.grade import main

if __name__ == "__main__":
    sys.exit(main())
