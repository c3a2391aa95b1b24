"""An app of a class whose name steers a terminal."""

app = type("\x1b[2J\u202e\u200b::error::x", (), {})()
