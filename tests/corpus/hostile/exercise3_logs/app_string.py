"""An app that is a text."""

app = "FastAPI()"
