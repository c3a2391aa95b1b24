# A scanner collects characters until white space ends the word, as a tokenizer does.
# Seen in: public code: TokenValidator.tokenize of cptt, which reads words character by character

def token_stream(prompt: str):
    word = ""
    for character in f"You said: {prompt}. Here is a streamed answer.":
        if not character.isspace():
            word += character
        elif word:
            yield word + " "
            word = ""
    if word:
        yield word + " "
