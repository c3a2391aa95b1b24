"""The commands beside watching and the lab, each a module of its own."""
