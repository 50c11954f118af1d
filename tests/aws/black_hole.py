"""A port that connections to get no answer at all: its queue is full, and nobody takes anything out of it.

It prints the port as one line, and keeps it so until its standard input ends.
"""

import os
import socket

listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(0)
waiting = []
while True:
    client = socket.socket()
    client.settimeout(0.2)
    waiting.append(client)
    try:
        client.connect(listener.getsockname())
    except TimeoutError:
        break
print(listener.getsockname()[1], flush=True)
while os.read(0, 4096):
    pass
