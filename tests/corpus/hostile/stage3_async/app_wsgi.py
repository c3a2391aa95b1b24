# An app for another kind of server.
# got: app is a function, not an ASGI app

def app(environ, start_response):
    """Answer as a WSGI application does."""
    start_response("200 OK", [])
    return [b"You ", b"said: "]
