# The app has another name.
# got: no app at the top level of the file

from fastapi import FastAPI

application = FastAPI()
