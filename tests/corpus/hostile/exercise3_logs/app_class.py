# The parentheses are missing.
# got: app is the class FastAPI, not an ASGI app

from fastapi import FastAPI

app = FastAPI
