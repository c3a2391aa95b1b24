# No sockets any more.
# got: anything
# then: the right answer

import socket

socket.socket = None
