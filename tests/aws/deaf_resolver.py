"""Runs a command where the resolver never answers: unshare -r -n -m python3 deaf_resolver.py COMMAND WORDS...

The network of that namespace has nothing in it but a name server that keeps silent.
"""

import fcntl
import socket
import struct
import subprocess
import sys
import tempfile

SET_FLAGS, UP_AND_RUNNING = 0x8914, 0x41

name_server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
fcntl.ioctl(name_server, SET_FLAGS, struct.pack("16sH14x", b"lo", UP_AND_RUNNING))
name_server.bind(("127.0.0.1", 53))
with tempfile.NamedTemporaryFile("w") as settings:
    settings.write("nameserver 127.0.0.1\noptions timeout:30 attempts:5\n")
    settings.flush()
    subprocess.run(["mount", "--bind", settings.name, "/etc/resolv.conf"], check=True)
    sys.exit(subprocess.run(sys.argv[1:]).returncode)
