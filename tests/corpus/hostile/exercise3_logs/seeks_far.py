"""A file with a hole of 10 GB."""

with open("far", "wb") as file:
    file.seek(10**10)
    file.write(b"x")

