"""Run the kit as Windows does: on Windows itself, or by Windows' own Python under Wine."""
