#!/usr/bin/env python3
"""Proves that schemas/manifest.v1.schema.json and the fixtures of FlowLogManifestTests agree, and that it takes what export writes.

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
EXPORTS = ROOT / "Tests/FlowLogManifestTests/Golden"
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


def mistakable(path):
    """Plain texts of names, keys and descriptions that YAML 1.1 takes for numbers, dates, booleans or null."""
    texts = ("key", "name", "description", "region", "stack")

    def walk(node, name):
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                yield from walk(key, "key")
                yield from walk(value, key.value)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from walk(item, "name")
        elif name in texts and node.tag != "tag:yaml.org,2002:str":
            yield node.value

    return [text for node in yaml.compose_all(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader) for text in walk(node, "")]


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
    exports = sorted(EXPORTS.glob("export-*.yaml"))
    if not exports:
        failures.append(f"no exported manifest found in {EXPORTS}")
    for path in exports:
        count += 1
        failures += [f"{path.name}: refused by the schema: {error.json_path}: {error.message}" for error in errors(validator, path)]
        failures += [f"{path.name}: other readers take {text!r} for something else" for text in mistakable(path)]
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
