# Much to read, but not too much.
# then: the right answer

for number in range(80_000):
    print("x" * 80, number)
