"""`python -m graders.classroom`: a worker. Each process that it forks imports this file again."""

import sys

if __name__ == "__main__":
    from graders.classroom.worker import main

    sys.exit(main())
