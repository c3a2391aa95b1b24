# Printing the words as they come is streaming.
# must: stage1.lazy
# says: returns nothing, printed

import time


def token_stream(prompt):
    for w in f"You said: {prompt}. Here is a streamed answer.".split():
        print(w, end=" ", flush=True)
        time.sleep(0.05)
    print()
