# token_stream is a bound method of an object that plays the language model.
# Seen in: Yashasvi692/client_server_stream client_server_stream/server/plugins/llm_demo.py

class EchoModel:
    name = "echo-1"

    def __init__(self, template: str):
        self.template = template

    def stream(self, prompt: str):
        for word in self.template.format(prompt=prompt).split():
            yield word + " "


token_stream = EchoModel("You said: {prompt}. Here is a streamed answer.").stream
