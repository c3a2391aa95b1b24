"""Stuck: the file itself never finishes loading."""

import threading

threading.Event().wait()
