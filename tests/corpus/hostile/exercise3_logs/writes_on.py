"""A file that grows, up to 64 MiB."""

with open("long", "wb") as file:
    for _ in range(64):
        file.write(b"x" * (1 << 20))

