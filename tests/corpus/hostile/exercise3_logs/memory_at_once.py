# One value that no machine of a student has the room for.
# got: MemoryError: it asked for more than 4 GiB of memory
# then: the right answer

hoard = b"x" * (8 << 30)
