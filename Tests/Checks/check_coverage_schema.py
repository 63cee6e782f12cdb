#!/usr/bin/env python3
"""Proves that schemas/coverage.v1.schema.json and the recorded reports of FlowLogReportTests agree, and that it refuses what is no report.

The Swift tests compare its enumerations with the program. Needs jsonschema.
"""

import json
import pathlib
import sys

import jsonschema

from check_plan_schema import GONE, edited, place, with_unknown_keys

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "Tests/FlowLogReportTests/Golden/formats"
SCHEMA = ROOT / "schemas/coverage.v1.schema.json"


def first(is_it):
    """A step of a path: the first place for which something holds."""
    return lambda report: next(index for index, item in enumerate(report["places"]) if is_it(item))


KNOWN = ("places", first(lambda item: item["region"] == "KR1"))
FAILED = ("places", first(lambda item: item["error"]))
VPC = (*KNOWN, "vpcs", 1)
SUBNET = (*VPC, "subnets", 0)
PORT = (*SUBNET, "ports", 0)
EXCLUSION = (*KNOWN, "exclusions", 0)

# (what is wrong, where, what is put there)
REFUSED = [
    ("another major version", ("format_version",), "2.0"),
    ("another tool", ("tool", "name"), "terraform"),
    ("a time with a fraction", ("created_at",), "2026-01-01T00:00:00.5Z"),
    ("places as an object", ("places",), {}),
    ("a percentage over 100", (*KNOWN, "percent"), 101),
    ("a percentage with a fraction", (*KNOWN, "percent"), 40.5),
    ("a negative number", (*KNOWN, "covered"), -1),
    ("no number where all is known", (*KNOWN, "counted"), None),
    ("no counts where all is known", (*KNOWN, "counts"), None),
    ("a number where nothing is known", (*FAILED, "covered"), 0),
    ("a percentage where nothing is known", (*FAILED, "percent"), 100),
    ("a network where nothing is known", (*FAILED, "vpcs"), [{"id": None, "name": None, "cidr": None, "subnets": []}]),
    ("an unknown kind of failure", (*FAILED, "error", "code"), "network"),
    ("a count of an unknown state", (*KNOWN, "counts", "green"), 1),
    ("an unknown state", (*PORT, "state"), "green"),
    ("a port without id", (*PORT, "id"), None),
    ("a logger as text", (*PORT, "loggers"), ["prod/web"]),
    ("an exclusion without reason", (*EXCLUSION, "reason"), ""),
    ("an exclusion of everything", (*EXCLUSION, "device_owner"), None),
    ("an exclusion of two things", (*EXCLUSION, "resource"), {"vpc": "prod"}),
    ("a day that is a time", (*EXCLUSION, "until"), "2026-01-01T00:00:00Z"),
]

# Objects of which no key may be missing.
CLOSED = [(), ("tool",), KNOWN, (*KNOWN, "counts"), (*FAILED, "error"), EXCLUSION, VPC, SUBNET, PORT]


def main():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    reports = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in GOLDEN.glob("*.coverage.json")}
    failures = [] if len(reports) == 3 else [f"{len(reports)} reports found in {GOLDEN}, not 3"]
    for name, report in sorted(reports.items()):
        later = {**with_unknown_keys(report), "format_version": "1.9"}
        for item in later["places"]:
            if item["counts"]:
                del item["counts"]["x_later"]
        for kind, document in [("", report), (" with unknown keys", later)]:
            error = jsonschema.exceptions.best_match(validator.iter_errors(document))
            if error:
                failures.append(f"{name}{kind}: refused by the schema: {error.json_path}: {error.message}")
    report = reports["states.coverage.json"]
    refused = list(REFUSED)
    for path in CLOSED:
        refused += [(f"no '{key}'", (*path, key), GONE) for key in place(report, path)]
    for wrong, path, value in refused:
        document = edited(report, path, value)
        if document == report:
            failures.append(f"{wrong}: the edit changes nothing")
        elif validator.is_valid(document):
            failures.append(f"{wrong}: accepted by the schema ({path})")
    print("\n".join(failures) if failures else f"schema and {len(reports)} reports agree, {len(refused)} edits are refused")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
