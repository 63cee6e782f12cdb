#!/usr/bin/env python3
"""Lets OpenStack's own SDK read the simulator's inventory, page by page: ports by Neutron's links, instances by Nova's links and by markers.

Needs openstacksdk.
"""

import json
import pathlib
import subprocess
import tempfile

import openstack.connection
import openstack.exceptions
import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
SIMULATOR = ROOT / ".build/debug/flowlog-simulator"
NAMES = ["web", "db", "bastion", "web", "다섯"]
INVENTORY = {
    "ports": [
        {"id": f"p{n}", "name": name, "network_id": "v1", "status": "ACTIVE", "fixed_ips": [{"subnet_id": f"s{n % 2}", "ip_address": f"10.0.0.{n}"}]}
        for n, name in enumerate(NAMES)],
    "servers": [{"id": f"i{n}", "name": name} for n, name in reversed(list(enumerate(NAMES)))],
}


class ToSimulator(requests.adapters.HTTPAdapter):
    """Links have a host that nobody can reach: of them only path and query count."""

    def __init__(self, base):
        super().__init__()
        self.base = base

    def send(self, request, **more):
        request.url = self.base + request.path_url
        return super().send(request, **more)


def expect(what, found, wanted):
    assert found == wanted, f"{what}: {found}, not {wanted}"


def check(folder, *options):
    process = subprocess.Popen([SIMULATOR, "--port", "0", "--inventory", folder / "inventory.json", *options], stdout=subprocess.PIPE, text=True)
    try:
        base = process.stdout.readline().split()[-1]
        cloud = openstack.connection.Connection(
            auth_type="v2password", auth={"auth_url": f"{base}/v2.0", "username": "me", "password": "secret", "tenant_id": "t"},
            region_name="KR1", identity_api_version="2.0")
        cloud.session.session.mount("http://internal.invalid", ToSimulator(base))
        servers = [server["id"] for server in INVENTORY["servers"]]
        expect("instances", [server.id for server in cloud.compute.servers(details=False, limit=2)], servers)
        expect("details of instances", [server.id for server in cloud.compute.servers(limit=2)], servers)
        expect("instances by name", [server.id for server in cloud.compute.servers(name="^web$", limit=1)], ["i3", "i0"])
        expect("one instance", cloud.compute.get_server("i4").name, "다섯")
        try:
            cloud.compute.get_server("gone")
            raise AssertionError("an instance that is not there was found")
        except openstack.exceptions.NotFoundException as error:
            expect("no instance", error.details, "Instance gone could not be found.")
        ports = list(cloud.network.ports())
        expect("ports", [port.id for port in ports], [port["id"] for port in INVENTORY["ports"]])
        expect("fields of ports", [port.fixed_ips for port in ports], [port["fixed_ips"] for port in INVENTORY["ports"]])
        expect("ports of a subnet", [port.id for port in cloud.network.ports(fixed_ips="subnet_id=s1")], ["p1", "p3"])
        expect("one port", cloud.network.get_port("p2").name, "bastion")
        print("the SDK finds what it expects" + (f" with {' '.join(options)}" if options else ""))
    finally:
        process.terminate()
        process.wait()


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    (folder / "inventory.json").write_text(json.dumps(INVENTORY))
    check(folder)
    check(folder, "--page-limit", "2")
    check(folder, "--fault", "GET */servers* no-links")
