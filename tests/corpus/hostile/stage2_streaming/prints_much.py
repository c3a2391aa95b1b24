"""Much to read, but not too much."""

for number in range(80_000):
    print("x" * 80, number)

