# A file that does not want to be looked at.
# got: LookupError: there is no token_stream for you

def __getattr__(name):
    raise LookupError(f"there is no {name} for you")
