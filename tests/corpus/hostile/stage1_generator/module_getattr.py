"""A file that does not want to be looked at."""


def __getattr__(name):
    raise LookupError(f"there is no {name} for you")
