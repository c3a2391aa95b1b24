"""The app has another name."""

from fastapi import FastAPI

application = FastAPI()
