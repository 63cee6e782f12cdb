#!/usr/bin/env python3
"""Counts the connections and calls of flowlogctl at servers of this machine, for many clouds on one host and on several, and runs it
where the system allows few descriptors (Contract: Many stacks, Calls at once).

Both programs must be built.
"""

import contextlib
import json
import os
import pathlib
import re
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time

import local_server

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARIES = ROOT / ".build/debug"
FAILURES = []


def check(name, condition, what):
    if not condition:
        FAILURES.append(f"{name}: {what}")


class Counter:
    """How many there are now, and how many there were at most."""

    def __init__(self, above=None):
        self.lock, self.now, self.most, self.total, self.above = threading.Lock(), 0, 0, 0, above

    def __enter__(self):
        with self.lock:
            self.now += 1
            self.total += 1
            self.most = max(self.most, self.now)
        if self.above:
            self.above.__enter__()

    def __exit__(self, *error):
        if self.above:
            self.above.__exit__(*error)
        with self.lock:
            self.now -= 1


class Handler(local_server.JSONHandler):
    """An identity and a network service that keep each call for a moment, so that those of one time meet."""

    def handle(self):
        with self.server.connections:
            super().handle()

    def answer(self, body, status=200):
        with self.server.calls:
            time.sleep(0.02)
        super().answer(body, status)

    def do_GET(self):
        self.answer({"flowlog_loggers": []})

    def do_POST(self):
        tenant = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["auth"]["tenantId"]
        network = {"region": "KR1", "publicURL": f"http://{self.headers['Host']}"}
        self.answer({"access": {"token": {"id": "t", "expires": "2099-01-01T00:00:00Z", "tenant": {"id": tenant, "name": "n"}},
                                "serviceCatalog": [{"type": "network", "name": "neutron", "endpoints": [network]}]}})


class Server(local_server.Server):
    def __init__(self, calls, connections):
        super().__init__(("127.0.0.1", 0), Handler)
        self.calls, self.connections = Counter(calls), Counter(connections)
        threading.Thread(target=self.serve_forever, args=[0.02], daemon=True).start()


class Hosts:
    """Several servers, with counts for each and for all."""

    def __init__(self, count):
        self.calls, self.connections = Counter(), Counter()
        self.servers = [Server(self.calls, self.connections) for _ in range(count)]
        self.urls = [f"http://127.0.0.1:{server.server_port}" for server in self.servers]

    def close(self):
        for server in self.servers:
            server.shutdown()
            server.server_close()


def write_clouds(folder, urls, count, loggers=4):
    """`count` clouds, one after the other at the URLs, with a stack each."""
    clouds, stacks = ["clouds:\n"], []
    for number in range(count):
        auth = f"{{auth_url: '{urls[number % len(urls)]}', username: me, password: secret, project_id: '{number:032x}'}}"
        clouds.append(f"  c{number}: {{auth: {auth}, region_name: KR1}}\n")
        stacks.append(f"---\napiVersion: flowlog/v1\nstack: s{number}\ncloud: c{number}\nloggers:\n")
        for key in range(loggers):
            target = f"resource_type: VPC, resource_id: 00000000-0000-4000-8000-{key:012x}"
            url = f"storage_url: 'https://obs.example.com/v1/AUTH_x/c/s{number}/{key}'"
            stacks.append(f"  k{key}: {{name: s{number}-k{key}, {target}, storage_type: OBS, {url}}}\n")
    pathlib.Path(folder, "clouds.yaml").write_text("".join(clouds))
    pathlib.Path(folder, "stacks.yaml").write_text("".join(stacks))


def plan(folder, *options, descriptors=None):
    """Plans, if so with no more than a number of descriptors."""
    def limit():
        if descriptors:
            resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

    environment = {"PATH": os.environ["PATH"], "HOME": folder}
    command = [str(BINARIES / "flowlogctl"), "plan", "--format", "json", *options, "stacks.yaml"]
    return subprocess.run(command, cwd=folder, env=environment, preexec_fn=limit, capture_output=True, text=True, timeout=300)


def planned(name, result, status):
    """The plan's stacks, those without an error and those with one."""
    check(name, result.returncode == status, f"exit {result.returncode}, {result.stderr[-400:]}")
    try:
        stacks = json.loads(result.stdout)["stacks"]
    except (ValueError, KeyError):
        check(name, False, f"no plan: {result.stdout[:100]}{result.stderr[-400:]}")
        return [], []
    return [one for one in stacks if one["error"] is None], [one for one in stacks if one["error"]]


def counts(name, hosts, clouds, parallelism=8, descriptors=None):
    """Plans clouds on several hosts: all there, and never more connections and calls at once than allowed."""
    servers = Hosts(hosts)
    with tempfile.TemporaryDirectory() as folder:
        write_clouds(folder, servers.urls, clouds)
        result = plan(folder, "--parallelism", str(parallelism), descriptors=descriptors)
    good, _ = planned(name, result, 0)
    check(name, len(good) == clouds, f"{len(good)} of {clouds} clouds planned")
    check(name, servers.calls.total == 2 * clouds, f"{servers.calls.total} calls")
    for server in servers.servers:
        check(name, server.calls.most <= parallelism, f"{server.calls.most} calls at once to one host")
        check(name, server.connections.most <= parallelism, f"{server.connections.most} connections at once to one host")
    check(name, servers.calls.most <= 64, f"{servers.calls.most} calls at once")
    # Otherwise nothing was tried here.
    check(name, parallelism == 1 or servers.calls.most > 1, "no two calls at once")
    if descriptors:
        check(name, servers.connections.most < descriptors, f"{servers.connections.most} connections at once")
    servers.close()


def silent_host():
    """A socket that takes connections and never answers."""
    silent = socket.create_server(("127.0.0.1", 0), backlog=64)
    return silent, f"http://127.0.0.1:{silent.getsockname()[1]}"


def dead_host():
    name = "one silent host among 20"
    servers = Hosts(19)
    silent, url = silent_host()
    with tempfile.TemporaryDirectory() as folder:
        write_clouds(folder, servers.urls + [url], 20)
        good, bad = planned(name, plan(folder, "--request-timeout", "500ms"), 1)
    check(name, len(good) == 19, f"{len(good)} others planned")
    check(name, [one["stack"] for one in bad] == ["s19"] and "no complete answer" in str(bad), f"{bad}")
    silent.close()
    servers.close()


def too_few():
    name = "12 descriptors"
    with tempfile.TemporaryDirectory() as folder:
        write_clouds(folder, ["http://127.0.0.1:9"], 1)
        result = plan(folder, descriptors=12)
    check(name, result.returncode == 1, f"exit {result.returncode}")
    check(name, re.fullmatch(r"error: the limit is 12 open files, but \d+ are needed\n  = help: raise the limit: ulimit -n \d+\n",
                             result.stderr), result.stderr)


@contextlib.contextmanager
def simulator():
    process = subprocess.Popen([str(BINARIES / "flowlog-simulator")], stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        process.wait()


def many_clouds(count):
    name = f"{count} clouds of 4 loggers under 256 descriptors"
    with simulator() as url, tempfile.TemporaryDirectory() as folder:
        write_clouds(folder, [url], count)
        result = plan(folder, descriptors=256)
        good, _ = planned(name, result, 0)
        check(name, len(good) == count, f"{len(good)} planned")
        check(name, not result.stdout or json.loads(result.stdout)["summary"]["create"] == 4 * count, "not every logger is created")


def main():
    counts("60 clouds on one host", hosts=1, clouds=60)
    counts("60 clouds on one host, one by one", hosts=1, clouds=60, parallelism=1)
    counts("60 clouds on 6 hosts", hosts=6, clouds=60)
    counts("96 clouds on 6 hosts, 16 at once to each", hosts=6, clouds=96, parallelism=16)
    counts("60 clouds on 20 hosts under 64 descriptors", hosts=20, clouds=60, descriptors=64)
    counts("80 clouds on 40 hosts under 256 descriptors", hosts=40, clouds=80, descriptors=256)
    dead_host()
    too_few()
    many_clouds(300)
    print("\n".join(FAILURES) or "calls and connections as they should be, and no more descriptors than allowed")
    sys.exit(bool(FAILURES))


if __name__ == "__main__":
    main()
