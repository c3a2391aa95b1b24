"""One value that no machine of a student has the room for."""

hoard = b"x" * (8 << 30)

