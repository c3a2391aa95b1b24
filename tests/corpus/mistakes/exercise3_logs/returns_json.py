# FastAPI sends a list line by line.
# must: exercise3.content-type, exercise3.body
# says: JSON

from fastapi import FastAPI

app = FastAPI()


@app.get("/logs")
def logs():
    with open("server.log", encoding="utf-8") as f:
        return f.readlines()
