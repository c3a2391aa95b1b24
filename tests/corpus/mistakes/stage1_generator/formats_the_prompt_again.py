# format() leaves what it does not know as it is.
# must: stage1.any-prompt
# says: IndexError

TEMPLATE = "You said: " + "{prompt}" + ". Here is a {kind} answer."


def token_stream(prompt: str):
    template = TEMPLATE.replace("{prompt}", prompt)
    for word in template.format(kind="streamed").split():
        yield word + " "
