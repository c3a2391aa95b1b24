"""Wrong: a finished list, and the words cut at single spaces only."""


def token_stream(prompt):
    """Return the tokens all at once."""
    return [f"{word} " for word in f"You said: {prompt}. Here is a streamed answer.".split(" ")]
