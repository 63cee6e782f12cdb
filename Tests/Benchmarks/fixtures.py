#!/usr/bin/env python3
"""Writes a folder's worth of inputs for each size: a manifest, the list that a service answers where it is in force, and seeds for the simulator.

Usage: fixtures.py FOLDER SIZE...
"""

import json
import pathlib
import sys

from simulator import PROJECT

STORAGE = "https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_0123456789abcdef0123456789abcdef/flowlog"
COLUMNS = "timestamp_start,timestamp_end,src_addr,src_port,dst_addr,dst_port,protocol,packets,bytes,filter"


def key(number):
    return f"subnet-{number:06d}"


def entry(number, description):
    return f"""  {key(number)}:
    description: {description} {number}
    resource_type: SUBNET
    resource_id: 7b1e5a3e-2f0c-4a9b-9d57-{number:012x}
    filter: ALL
    aggregation_interval: 5
    storage_url: {STORAGE}/{key(number)}
    log_format: CSV
    customized_field: "{COLUMNS}"
"""


def live(number):
    """The logger that the entry asks for, with the members of the guide's example."""
    return {
        "id": f"3e84619a-1e49-4b19-b353-{number:012x}",
        "tenant_id": PROJECT,
        "project_id": PROJECT,
        "name": key(number),
        "description": f"what comes and goes in subnet {number} [flowlogctl:benchmark/{key(number)}]",
        "admin_state_up": True,
        "resource_type": "SUBNET",
        "resource_id": f"7b1e5a3e-2f0c-4a9b-9d57-{number:012x}",
        "filter": "ALL",
        "aggregation_interval": 5,
        "connection_setup_only": False,
        "storage_type": "OBS",
        "storage_url": f"{STORAGE}/{key(number)}",
        "log_format": "CSV",
        "compression_type": "RAW",
        "customized_field": COLUMNS,
        "partition_period": "DAY",
        "customized_file_name": "",
        "status": "ACTIVE",
        "error_type": "",
        "created_at": "2026-01-01 00:00:00",
        "updated_at": "2026-01-01 00:00:00",
    }


def write(folder, size):
    for name, description in (("manifest", "what comes and goes in subnet"), ("changed", "who comes and goes in subnet")):
        with open(folder / f"{name}-{size}.yaml", "w") as file:
            file.write("apiVersion: flowlog/v1\nstack: benchmark\nregion: KR1\nloggers:\n")
            file.writelines(entry(number, description) for number in range(size))
    loggers = [live(number) for number in range(size)]
    (folder / f"seeds-{size}.json").write_text(json.dumps(loggers))
    (folder / f"list-{size}.json").write_text(json.dumps({"flowlog_loggers": loggers}))


if __name__ == "__main__":
    for size in sys.argv[2:]:
        write(pathlib.Path(sys.argv[1]), int(size))
