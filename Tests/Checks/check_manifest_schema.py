#!/usr/bin/env python3
"""Proves that schemas/manifest.v1.schema.json and the fixtures of FlowLogManifestTests agree, and that it takes what export writes.

The Swift tests give the same files to the program. The schema is draft-07, which every editor reads, and must say the same in 2020-12. Needs
PyYAML and jsonschema.
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
# What editors read, and what the other schemas say.
DIALECTS = [jsonschema.Draft7Validator, jsonschema.Draft202012Validator]


def validators(schema):
    """One for each dialect, which must agree."""
    return [dialect(schema) for dialect in DIALECTS]


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


def errors(validators, path):
    """The first error of each document."""
    found = []
    for document in documents(path):
        first, second = [jsonschema.exceptions.best_match(validator.iter_errors(document)) for validator in validators]
        if (first is None) != (second is None):
            raise ValueError(f"{path.name}: draft-07 and 2020-12 differ")
        found += [first] if first else []
    return found


def definitions(schema):
    """All schemas within a schema, with their paths and whether they are a branch of a choice."""
    stack = [("#", schema, False)]
    while stack:
        path, value, is_branch = stack.pop()
        yield path, value, is_branch
        for name in ("properties", "patternProperties", "$defs"):
            stack += [(f"{path}/{name}/{key}", child, False) for key, child in value.get(name, {}).items()]
        stack += [(f"{path}/anyOf/{index}", child, True) for index, child in enumerate(value.get("anyOf", []))]
        if isinstance(value.get("items"), dict):
            stack.append((f"{path}/items", value["items"], False))


def editor_failures(schema, validator):
    """What editors would show: a title and words for each property, words for each value, snippets that are valid."""
    failures = []
    targets = {f"#/$defs/{name}": value for name, value in schema["$defs"].items()}
    for path, value, is_branch in definitions(schema):
        words = targets.get(value.get("$ref"), value)
        parent = ("/" + path).rsplit("/", 2)[-2]
        branches = [words] + [targets.get(branch.get("$ref"), branch) for branch in words.get("anyOf", [])]
        if parent == "properties" and not any({"title", "description"} <= branch.keys() for branch in branches):
            failures.append(f"{path} has no title or no description")
        # An editor shows the words of the branch that fits, if it has some, instead of the property's.
        if is_branch and "/defaults/" not in path and {"title", "description"} & words.keys():
            failures.append(f"{path}: a branch with words of its own")
        if "enum" in value and path != "#/$defs/lifecycle/properties/ignore_changes/items":
            if len(value.get("enumDescriptions", [])) != len(value["enum"]):
                failures.append(f"{path}: not a description for each value")
    bodies = [snippet["body"] for snippet in schema["defaultSnippets"]]
    minimal = {"apiVersion": "flowlog/v1", "stack": "x"}
    bodies += [{**minimal, "loggers": snippet["body"]} for snippet in schema["properties"]["loggers"]["defaultSnippets"]]
    for body in bodies:
        text = re.sub(r"(?<!\\)\$\{[0-9]:([^}]*)\}", r"\1", json.dumps(body).replace("\\\\$", "\\$"))
        for error in validator.iter_errors(json.loads(text.replace("\\$", "$"))):
            failures.append(f"snippet: {error.message}")
    return failures


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
    if schema["$schema"] != "http://json-schema.org/draft-07/schema#":
        sys.exit("the schema does not say draft-07")
    for dialect in DIALECTS:
        dialect.check_schema(schema)
    validator = validators(schema)
    failures, count = editor_failures(schema, validator[0]), 0
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
