# A generator can call itself for the rest of the words, however many there are.
# must: stage1.any-prompt
# may: stage1.independent
# Seen in: UsuarioTemporal/GuiaPython repaso3/generadoresRecursivos.py

def walk(words):
    if words:
        yield words[0] + " "
        yield from walk(words[1:])


def token_stream(prompt: str):
    yield from walk(f"You said: {prompt}. Here is a streamed answer.".split())
