# An app that is none, and that does not want to be looked at.
# got: not an ASGI app

class Trap(type):
    """A class that has no name."""

    def __getattribute__(cls, name):
        raise LookupError(f"no {name}")


class App(metaclass=Trap):
    """Whatever is asked for, it is too much."""

    def __getattribute__(self, name):
        raise LookupError(f"no {name}")

    def __repr__(self):
        raise SystemExit("leave me alone")

    __bool__ = __str__ = __repr__


app = App()
