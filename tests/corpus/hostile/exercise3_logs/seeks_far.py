# A file with a hole of 10 GB.
# got: OSError: it wrote more than 16 MiB to one file
# then: the right answer

with open("far", "wb") as file:
    file.seek(10**10)
    file.write(b"x")
