# An app that is a text.
# got: app is a str, not an ASGI app

app = "FastAPI()"
