#!/usr/bin/env python3
"""Proves that schemas/manifest.v1.schema.json and the fixtures of FlowLogManifestTests agree.

The Swift tests give the same files to the program. Needs PyYAML and jsonschema.
"""

import json
import pathlib
import re
import sys

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "Tests/FlowLogManifestTests/Fixtures"
SCHEMA = ROOT / "schemas/manifest.v1.schema.json"


def value_of(node):
    """A document as the program's reader types it: true, false, digits and null mean something, all else is text."""
    if isinstance(node, yaml.SequenceNode):
        return [value_of(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        own, merged = {}, {}
        for key, value in node.value:
            if key.value == "<<" and key.style is None:
                sources = value.value if isinstance(value, yaml.SequenceNode) else [value]
                for source in sources:
                    merged = {**value_of(source), **merged}
            else:
                own[key.value] = value_of(value)
        return {**merged, **own}
    if node.style is not None:
        return node.value
    if node.value in ("", "~", "null"):
        return None
    if node.value in ("true", "false"):
        return node.value == "true"
    return int(node.value) if re.fullmatch("[0-9]+", node.value) else node.value


def documents(path):
    values = [value_of(node) for node in yaml.compose_all(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader) if node]
    return [value for value in values if value is not None]


def errors(validator, path):
    """The first error of each document."""
    found = (jsonschema.exceptions.best_match(validator.iter_errors(document)) for document in documents(path))
    return [error for error in found if error is not None]


def main():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures, count = [], 0
    for folder, accepted in [("valid", True), ("valid-with-warnings", True), ("invalid", False)]:
        for path in sorted((FIXTURES / folder).glob("*.yaml")):
            count += 1
            found = errors(validator, path)
            if accepted and found:
                failures.append(f"{folder}/{path.name}: refused by the schema: {found[0].json_path}: {found[0].message}")
            if not accepted and not found:
                failures.append(f"{folder}/{path.name}: accepted by the schema")
    for path in sorted((FIXTURES / "invalid-beyond-schema").glob("*.yaml")):
        count += 1
        try:
            found = errors(validator, path)
        except (yaml.YAMLError, TypeError, RecursionError):
            continue  # Has no value that a schema could look at.
        if found:
            failures.append(f"invalid-beyond-schema/{path.name}: the schema refuses it, so it belongs into invalid: {found[0].message}")
    if count < 50:
        failures.append(f"only {count} fixtures found in {FIXTURES}")
    print("\n".join(failures) if failures else f"schema and {count} manifests agree")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
