# Another process that serves on the same socket, with whatever it can find.

import sys
from pathlib import Path

frame = sys._getframe()
while "graders" not in Path(frame.f_code.co_filename).parts:
    frame = frame.f_back
parts = Path(frame.f_code.co_filename).parts
KIT = Path(*parts[: parts.index("graders")])


import contextlib
import subprocess

PROGRAM = """
import socket, sys, importlib, uvicorn
sys.path[:0] = [sys.argv[1] + "/solutions"]
app = importlib.import_module(sys.argv[2]).app
for number in map(int, sys.argv[3:]):
    try:
        uvicorn.Server(uvicorn.Config(app)).run(sockets=[socket.socket(fileno=number)])
    except Exception:
        pass
"""
numbers = range(3, 32)
with contextlib.suppress(Exception):
    name = Path(__file__).stem
    command = [sys.executable, "-c", PROGRAM, str(KIT), name, *map(str, numbers)]
    subprocess.Popen(command, pass_fds=[n for n in numbers if Path(f"/proc/self/fd/{n}").exists()])
