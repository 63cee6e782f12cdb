#!/usr/bin/env python3
"""Kills a real apply with SIGKILL at random moments, then lets one run end: it must converge, also after a time with a service that
normalises, loses marks, answers without a body, late, or with ids in another form.

flowlogctl and flowlog-simulator must be built. KILLS sets how often (100), TEST_SEED repeats a run.
"""

import contextlib
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
STORAGE = "https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_0123456789abcdef0123456789abcdef/flowlog"
KEYS = ["web", "db", "edge", "vpn", "dns", "mail"]
STRAY = {"name": "stray", "resource_id": "12799b52-0c81-4820-8fe6-b4963989ffe1", "storage_url": f"{STORAGE}/stray"}

MODES = {
    "as the guide says": [],
    "normalises": [f"{method} * stores=clamp-interval,lower-host,squeeze-url,squeeze-text" for method in ("POST", "PUT")],
    "loses marks": ["POST */flowlog-loggers stores=drop-brackets n=20-", "PUT * stores=drop-brackets n=20-"],
    "no bodies": ["POST */flowlog-loggers no-body", "PUT * no-body=204"],
    "late": ["GET */flowlog-loggers/* stale-show=200ms", "GET */flowlog-loggers stale-list=100ms", "DELETE * delete-lag=100ms"],
    "other ids": ["* */flowlog-* ids=upper,dashed-project"],
}


def manifest(rng):
    """Some of the keys, with fields that make updates, both kinds of replaces, creates and deletes on the way from one to the next."""
    keys = [key for key in KEYS if key == "web" or rng.random() < 0.75]
    head = f"""apiVersion: flowlog/v1
stack: killed
region: KR1
safety: {{max_deletes: 100%}}
defaults: {{storage_url: "{STORAGE}/${{key}}"}}
loggers:
"""
    return keys, head + "".join(f"""  {key}:
    resource_id: 7b1e5a3e-2f0c-4a9b-9d57-{KEYS.index(key):012x}
    description: text {rng.randrange(3)}
    filter: {rng.choice(["ALL", "DROP", "ACCEPT"])}
    aggregation_interval: {rng.choice([10, 10, 1])}
    lifecycle: {{replace: {rng.choice(["create_first", "delete_first"])}}}
""" for key in keys)


def main():
    seed = int(os.environ.get("TEST_SEED", random.randrange(1 << 32)))
    kills = int(os.environ.get("KILLS", "100"))
    print(f"{kills} kills; repeat with TEST_SEED={seed}")
    rng = random.Random(seed)
    binaries = subprocess.run(["swift", "build", "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    for mode, faults in MODES.items():
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "prod.yaml")
            with simulator(binaries, folder, faults) as url:
                killed = kill(url, binaries, path, rng, kills if not faults else max(1, kills // 12))
            with simulator(binaries, folder, []) as url:
                converge(url, binaries, path, rng, marks_are_lost="drop-brackets" in " ".join(faults))
        print(f"{mode}: {killed} kills, then one run: converged; duplicates 0, lost 0, wrongly deleted 0")


@contextlib.contextmanager
def simulator(binaries, folder, faults):
    """A service that keeps its loggers from one process to the next."""
    seeds = pathlib.Path(folder, "seeds.json")
    seeds.write_text(json.dumps([STRAY]))
    options = ["--port", "0", "--build-time", "30ms", "--latency", "3ms", "--seed", str(seeds), "--state", f"{folder}/state.json"]
    process = subprocess.Popen(
        [f"{binaries}/flowlog-simulator", *options, *(word for fault in faults for word in ("--fault", fault))], stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().split()[-1]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def apply(url, binaries, path):
    """The command line and the environment of a run."""
    environment = dict(os.environ, OS_AUTH_URL=f"{url}/v2.0", OS_USERNAME="me@example.com", OS_PASSWORD="secret", OS_TENANT_ID="0123456789abcdef0123456789abcdef")
    return [f"{binaries}/flowlogctl", "apply", "--yes", "--parallelism", "4", str(path)], environment


def kill(url, binaries, path, rng, kills):
    command, environment = apply(url, binaries, path)
    killed = 0
    longest = 0.4
    while killed < kills:
        path.write_text(manifest(rng)[1])
        started = time.monotonic()
        run = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            run.wait(timeout=rng.uniform(0.02, longest))
            longest = max(0.1, time.monotonic() - started)
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            killed += 1
    return killed


def converge(url, binaries, path, rng, marks_are_lost):
    command, environment = apply(url, binaries, path)
    keys, text = manifest(rng)
    path.write_text(text)
    last = subprocess.run(command, env=environment, capture_output=True, text=True)
    loggers = live(url, environment)
    strays = [logger for logger in loggers if logger["name"] == "stray"]
    if len(strays) != 1 or strays[0]["description"] != "":
        sys.exit("the logger that nobody owns was touched")
    if marks_are_lost and last.returncode == 5 and "refused" in last.stderr + last.stdout:
        return  # What lost its mark is nobody's: a person has to say which logger of a name is meant.
    if last.returncode != 0:
        sys.exit(f"the run after the kills ended with {last.returncode}:\n{last.stdout}{last.stderr}")
    marks = sorted(logger["description"].split("[flowlogctl:killed/")[-1].rstrip("]") for logger in loggers if "[flowlogctl:" in logger["description"])
    if marks != sorted(keys):
        sys.exit(f"live are {marks}, the manifest has {sorted(keys)}")


def live(url, environment):
    login = {"auth": {"tenantId": environment["OS_TENANT_ID"], "passwordCredentials": {"username": "x", "password": "secret"}}}
    request = urllib.request.Request(f"{url}/v2.0/tokens", json.dumps(login).encode(), {"Content-Type": "application/json"})
    token = json.load(urllib.request.urlopen(request))["access"]["token"]["id"]
    request = urllib.request.Request(f"{url}/v2.0/flowlog-loggers", headers={"X-Auth-Token": token})
    return json.load(urllib.request.urlopen(request))["flowlog_loggers"]


if __name__ == "__main__":
    main()
