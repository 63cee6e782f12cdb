"""The simulator with some loggers, for a `with` statement."""

import json
import os
import signal
import subprocess
import urllib.request

PROJECT = "0123456789abcdef0123456789abcdef"


class Simulator:
    """Listens from entering to leaving; `environment` leads flowlogctl to it, `url` and `token` lead anything else."""

    def __init__(self, binary, seeds):
        self.command = [str(binary), "--port", "0", "--build-time", "0s", "--seed", str(seeds)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("the simulator did not start")
        self.url = line.split()[-1]
        self.environment = dict(
            os.environ, OS_AUTH_URL=f"{self.url}/v2.0", OS_USERNAME="me@example.com", OS_PASSWORD="secret", OS_TENANT_ID=PROJECT)
        login = {"auth": {"tenantId": PROJECT, "passwordCredentials": {"username": "me", "password": "secret"}}}
        request = urllib.request.Request(f"{self.url}/v2.0/tokens", json.dumps(login).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            self.token = json.load(answer)["access"]["token"]["id"]
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
