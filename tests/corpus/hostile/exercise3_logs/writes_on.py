# A file that grows, up to 64 MiB.
# got: OSError: it wrote more than 16 MiB to one file
# then: the right answer

with open("long", "wb") as file:
    for _ in range(64):
        file.write(b"x" * (1 << 20))
