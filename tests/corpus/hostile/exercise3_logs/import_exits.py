# A file that ends its process while it is loaded.
# got: exited with status 7

import os

os._exit(7)
