# An app of a class whose name steers a terminal.
# got: app is a \x1b[2J\u202e\u200b, not an ASGI app

app = type("\x1b[2J\u202e\u200b::error::x", (), {})()
