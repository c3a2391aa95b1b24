# A generator that never yields.
# got: no sign of life, stage1_generator.py:

def token_stream(prompt):
    """Look for the first word for ever."""
    while True: prompt += ""  # in one line, so that it is always this one that is told
    yield prompt
