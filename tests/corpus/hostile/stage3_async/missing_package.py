# A package that is not installed.
# got: No module named 'no_such_package_here', stage3_async.py:1

import no_such_package_here  # noqa: F401
