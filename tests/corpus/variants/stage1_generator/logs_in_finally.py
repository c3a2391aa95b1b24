# try and finally around the loop count the tokens and log them, however the reader leaves.
# Seen in: HKUDS/LightRAG issue #3634 OpenAI streaming client leaks when the consumer disconnects
# mid-COT

import logging

log = logging.getLogger("tokens")


def token_stream(prompt: str):
    sent = 0
    try:
        for word in f"You said: {prompt}. Here is a streamed answer.".split():
            yield word + " "
            sent += 1
    finally:
        log.info("%d tokens", sent)
