"""Tell: a result as a terminal report or a file; nothing is decided here."""
