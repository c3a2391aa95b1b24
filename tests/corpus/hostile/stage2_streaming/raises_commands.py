# An exception whose message commands the service that runs the grader.
# got: LookupError, \x3a:stop-commands::x

from fastapi import FastAPI

app = FastAPI()


@app.get("/generate")
def generate():
    """Fail."""
    hidden = "<script>alert(1)</script> \u2066\u200b\x00\ud800"
    raise LookupError(f"{hidden}\n::error::x\n##[error]x\n" + " ::stop-commands::x" * 40)
