#!/usr/bin/env python3
"""Proves that schemas/events.v1.schema.json takes every recorded event line and refuses broken ones. Needs jsonschema."""

import copy
import json
import pathlib
import sys

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    schema = json.loads((ROOT / "schemas/events.v1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures, refused = [], 0
    lines = [json.loads(line) for path in sorted(ROOT.glob("Tests/FlowLogReportTests/Golden/*.events.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    types = schema["properties"]["type"]["enum"]
    failures += [f"no recorded line has type {name}" for name in types if name not in {line["type"] for line in lines}]
    for line in lines:
        failures += [f"{line['type']}: {error.message}" for error in validator.iter_errors(line)]
        for name in line:
            if name == "blocked":
                continue
            broken = copy.deepcopy(line)
            del broken[name]
            if name == "type" or not validator.is_valid(broken):
                refused += 1
            else:
                failures.append(f"{line['type']} without {name} is accepted")
        if validator.is_valid({**line, "type": "no_such_type"}) or validator.is_valid({**line, "@timestamp": "yesterday"}):
            failures.append(f"{line['type']} with a broken type or time is accepted")
    print("\n".join(failures) or f"schema and {len(lines)} recorded event lines agree; {refused} broken ones are refused")
    sys.exit(bool(failures) or not lines)


if __name__ == "__main__":
    main()
