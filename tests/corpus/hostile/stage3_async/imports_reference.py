# The right answer, by the name it has in the kit.
# got: ModuleNotFoundError or PermissionError
# then: the right answer

import solutions.stage1_generator  # noqa: F401
