# The app has another name.
# got: no app in the file

from fastapi import FastAPI

application = FastAPI()
