#!/usr/bin/env python3
"""Runs the command that the warning container-not-writable prints, in sh, for access lists full of what a shell could take for its own; and
lets OpenStack's own SDK read the simulator's object storage.

Needs openstacksdk.
"""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import urllib.request

import openstack.connection
import openstack.exceptions

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = ROOT / ".build/debug"
ACCOUNT, WRITER = "64f0c1a5e0f34d0b9a7d6b5c4e3f2a1b", "flowlog-system:flowlog-writer"
LISTS = [
    "", "a:b", "a:b , c:d", "it's:\"q\"", "''\"\"''", "$(touch gone):x", "`touch gone`", "; touch gone #", "\\':\\\\", "a:b\\", "$TOKEN:${TOKEN}",
    "* ? [a-z]:~", "!!:!$", "| touch gone & touch gone", "-H 'X-Container-Write: evil:evil'",
]
NAMES = ["d/가", "d/1", "d/10", "d/2", "other"]
MANIFEST = f"""
apiVersion: flowlog/v1
stack: prod
region: KR1
storage: {{writer: "{WRITER}"}}
loggers:
  web:
    resource_id: 045e204c-4624-4b68-ac8a-7375989d3b79
    storage_url: https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_{ACCOUNT}/NAME/web
"""


def token(base):
    body = {"auth": {"tenantId": ACCOUNT, "passwordCredentials": {"username": "me", "password": "secret"}}}
    request = urllib.request.Request(f"{base}/v2.0/tokens", json.dumps(body).encode(), {"Content-Type": "application/json"})
    return json.load(urllib.request.urlopen(request))["access"]["token"]["id"]


def write_acl(base, name, secret):
    request = urllib.request.Request(f"{base}/v1/AUTH_{ACCOUNT}/{name}", headers={"X-Auth-Token": secret}, method="HEAD")
    return urllib.request.urlopen(request).headers.get("X-Container-Write")


def check_grants(folder, base):
    environment = {
        "PATH": os.environ["PATH"], "OS_AUTH_URL": f"{base}/v2.0", "OS_USERNAME": "me", "OS_PASSWORD": "secret", "OS_TENANT_ID": "t",
    }
    secret = token(base)
    for number, acl in enumerate(LISTS):
        name = f"c{number}"
        manifest = folder / "prod.yaml"
        manifest.write_text(MANIFEST.replace("NAME", name))
        planned = subprocess.run(
            [BIN / "flowlogctl", "plan", "--storage-endpoint", base, manifest], env=environment, capture_output=True, text=True)
        assert planned.returncode == 0, planned
        commands = re.findall(r"^\s*(curl .*)$", planned.stderr, re.M)
        if not acl:
            assert not commands and "storage-not-checked" in planned.stderr, planned.stderr
            continue
        assert len(commands) == 1 and secret not in planned.stderr, planned.stderr
        empty = folder / f"empty{number}"
        empty.mkdir()
        granted = subprocess.run(["sh", "-c", commands[0]], cwd=empty, env={**environment, "TOKEN": secret}, capture_output=True, text=True)
        assert granted.returncode == 0, (commands[0], granted)
        assert not list(empty.iterdir()), commands[0]
        found = write_acl(base, name, secret)
        assert found == f"{acl.strip()},{WRITER}", (acl, found)
        again = subprocess.run(
            [BIN / "flowlogctl", "plan", "--check-storage", "required", "--storage-endpoint", base, manifest], env=environment,
            capture_output=True, text=True)
        assert again.returncode == 0 and "Plan: 1 to add" in again.stdout and not again.stderr, again


def check_client(base):
    cloud = openstack.connection.Connection(
        auth_type="v2password", auth={"auth_url": f"{base}/v2.0", "username": "me", "password": "secret", "tenant_id": ACCOUNT},
        region_name="KR1", identity_api_version="2.0")
    objects = [item.name for item in cloud.object_store.objects("full", prefix="d/", limit=2)]
    assert objects == ["d/1", "d/10", "d/2", "d/가"], objects
    assert cloud.object_store.get_container_metadata("full").read_ACL == "a:b"
    try:
        cloud.object_store.get_container_metadata("gone")
        raise AssertionError("a container that is not there was found")
    except openstack.exceptions.NotFoundException:
        pass


with tempfile.TemporaryDirectory() as text:
    folder = pathlib.Path(text)
    containers = [{"account": ACCOUNT, "name": f"c{number}"} | ({"X-Container-Write": acl} if acl else {}) for number, acl in enumerate(LISTS)]
    full = {"account": ACCOUNT, "name": "full", "X-Container-Read": "a:b", "objects": [{"name": name} for name in NAMES]}
    (folder / "inventory.json").write_text(json.dumps({"containers": containers + [full]}))
    simulator = subprocess.Popen([BIN / "flowlog-simulator", "--port", "0", "--inventory", folder / "inventory.json"], stdout=subprocess.PIPE, text=True)
    try:
        base = simulator.stdout.readline().split()[-1]
        check_grants(folder, base)
        check_client(base)
    finally:
        simulator.terminate()
        simulator.wait()
print(f"{len(LISTS) - 1} access lists survive the printed command; OpenStack's own client reads the storage")
