#!/usr/bin/env python3
"""Proves that schemas/plan.v1.schema.json and the recorded plans of FlowLogReportTests agree, and that it refuses what is no plan.

The Swift tests compare its enumerations and fields with the program. Needs jsonschema.
"""

import copy
import json
import pathlib
import sys

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "Tests/FlowLogReportTests/Golden"
SCHEMA = ROOT / "schemas/plan.v1.schema.json"
GONE = object()


def change(**conditions):
    """A step of a path: the first change with these values."""
    return lambda plan: next(
        index for index, item in enumerate(plan["resource_changes"]) if all(item[name] == value for name, value in conditions.items())
    )


def copy_of(*path):
    """A value: what the plan has elsewhere."""
    return lambda plan: copy.deepcopy(place(plan, path))


CREATE = ("resource_changes", change(action_reason="create_missing"))
UPDATE = ("resource_changes", change(action_reason="update_in_place"))
REPLACE = ("resource_changes", change(action_reason="replace_because_cannot_update"))
DELETE = ("resource_changes", change(action_reason="delete_because_not_in_manifest"))
NO_OP = ("resource_changes", change(action_reason="no_op"))
ABSENT = ("resource_changes", change(action_reason="no_op", id=None))
STRAY = ("resource_changes", change(key=None))
UNDECIDED = ("resource_changes", change(action_reason="blocked", id=None))

# (what is wrong, in which recorded plan, where, what is put there)
REFUSED = [
    ("another major version", "actions", ("format_version",), "2.0"),
    ("a version that is a number", "actions", ("format_version",), 1.0),
    ("a major version without a minor one", "actions", ("format_version",), "1"),
    ("another tool", "actions", ("tool", "name"), "terraform"),
    ("a time without zone", "actions", ("created_at",), "2026-01-01T00:00:00"),
    ("a time with a fraction", "actions", ("created_at",), "2026-01-01T00:00:00.5Z"),
    ("partial as text", "actions", ("partial",), "false"),
    ("partial without a selection", "actions", ("partial",), True),
    ("a selection that is not partial", "partial", ("partial",), False),
    ("stacks as an object", "actions", ("stacks",), {}),
    ("a stack with a capital", "actions", ("stacks", 0, "stack"), "Prod"),
    ("a region that is empty", "actions", ("stacks", 0, "region"), ""),
    ("an unknown policy", "actions", ("stacks", 0, "unmanaged"), "prune"),
    ("a policy that is null", "actions", ("stacks", 0, "unmanaged"), None),
    ("fewer than no loggers", "actions", ("stacks", 0, "foreign"), -1),
    ("a failure as text", "regions", ("stacks", 3, "error"), "no region"),
    ("an unknown kind of failure", "regions", ("stacks", 3, "error", "code"), "network"),
    ("a failure without message", "regions", ("stacks", 3, "error", "message"), GONE),
    ("an address without a stack", "actions", (*UPDATE, "address"), "update"),
    ("an address that is empty", "actions", (*UPDATE, "address"), ""),
    ("an id as address of a logger with a key", "actions", (*UPDATE, "address"), "?1"),
    ("a key as address of a logger without one", "actions", (*STRAY, "address"), "prod/web"),
    ("an unowned logger without id", "actions", (*STRAY, "id"), None),
    ("a key with a slash", "actions", (*UPDATE, "key"), "a/b"),
    ("another type", "actions", (*UPDATE, "type"), "flowlog_port"),
    ("an unknown action", "actions", (*UPDATE, "change", "actions"), ["read"]),
    ("no action", "actions", (*NO_OP, "change", "actions"), []),
    ("an action as text", "actions", (*UPDATE, "change", "actions"), "update"),
    ("actions in a senseless order", "actions", (*UPDATE, "change", "actions"), ["update", "delete"]),
    ("an action that the reason excludes", "actions", (*UPDATE, "change", "actions"), ["no-op"]),
    ("a create as an update", "actions", (*CREATE, "change", "actions"), ["update"]),
    ("an unknown reason", "actions", (*UPDATE, "action_reason"), "because"),
    ("a reason of another action", "actions", (*UPDATE, "action_reason"), "no_op"),
    ("a delete that is said to be an adoption", "actions", (*DELETE, "action_reason"), "adopt"),
    ("a reason that is null", "actions", (*UPDATE, "action_reason"), None),
    ("a reason 'blocked' without a block", "actions", (*UPDATE, "action_reason"), "blocked"),
    ("a block with another reason", "blocked", (*UNDECIDED, "action_reason"), "no_op"),
    ("a block that is taken away", "blocked", (*UNDECIDED, "blocked"), None),
    ("an unknown block", "blocked", (*UNDECIDED, "blocked", "code"), "locked"),
    ("a block without message", "blocked", (*UNDECIDED, "blocked", "message"), GONE),
    ("something before a create", "actions", (*CREATE, "change", "before"), copy_of(*CREATE, "change", "after")),
    ("nothing after a create", "actions", (*CREATE, "change", "after"), None),
    ("an id of what is to be created", "actions", (*CREATE, "id"), "1"),
    ("a status of what is to be created", "actions", (*CREATE, "status"), "ACTIVE"),
    ("nothing before an update", "actions", (*UPDATE, "change", "before"), None),
    ("nothing after an update", "actions", (*UPDATE, "change", "after"), None),
    ("no owner after an update", "actions", (*UPDATE, "change", "after", "owner"), None),
    ("an update without id", "actions", (*UPDATE, "id"), None),
    ("something after a delete", "actions", (*DELETE, "change", "after"), copy_of(*DELETE, "change", "before")),
    ("nothing before a delete", "actions", (*DELETE, "change", "before"), None),
    ("something after a no-op of no logger", "partial", (*ABSENT, "change", "after"), copy_of(*NO_OP, "change", "after")),
    ("nothing after a no-op of a live logger", "actions", (*NO_OP, "change", "after"), None),
    ("a status that is null", "actions", (*UPDATE, "status"), None),
    ("an error type that is null", "actions", (*UPDATE, "error_type"), None),
    ("a replace that nothing forces", "actions", (*REPLACE, "change", "replace_paths"), []),
    ("an update that forces a replacement", "actions", (*UPDATE, "change", "replace_paths"), [["filter"]]),
    ("a path as text", "actions", (*REPLACE, "change", "replace_paths"), ["filter"]),
    ("a path of a mutable field", "actions", (*REPLACE, "change", "replace_paths"), [["name"]]),
    ("a path of two names", "actions", (*REPLACE, "change", "replace_paths"), [["filter", "log_format"]]),
    ("a field that is missing", "actions", (*UPDATE, "change", "before", "filter"), GONE),
    ("a boolean as text", "actions", (*UPDATE, "change", "before", "admin_state_up"), "true"),
    ("an integer as text", "actions", (*UPDATE, "change", "after", "aggregation_interval"), "10"),
    ("columns as a list", "actions", (*UPDATE, "change", "after", "customized_field"), ["bytes"]),
    ("a name that is null", "actions", (*UPDATE, "change", "after", "name"), None),
    ("a filter that is null", "actions", (*UPDATE, "change", "after", "filter"), None),
    ("an owner without key", "actions", (*UPDATE, "change", "before", "owner"), "prod"),
    ("an owner that is missing", "actions", (*UPDATE, "change", "before", "owner"), GONE),
    ("protection as text", "actions", (*UPDATE, "change", "before", "protected"), "no"),
    ("an unmanaged logger without id", "contract-example", ("unmanaged", 0, "id"), GONE),
    ("an unmanaged logger whose name is a number", "contract-example", ("unmanaged", 0, "name"), 7),
    ("a count below zero", "actions", ("summary", "delete"), -1),
    ("a count as text", "actions", ("summary", "update"), "1"),
    ("a count that is missing", "actions", ("summary", "unhealthy"), GONE),
    ("an unknown refusal", "refused-max-deletes", ("refusal", "code"), "max_deletes"),
    ("a refusal without message", "refused-max-deletes", ("refusal", "message"), GONE),
    ("a refusal as text", "refused-max-deletes", ("refusal",), "refused"),
    ("an unknown check of the storage", "storage-required", ("options", "check_storage"), "always"),
    ("a writer without a user", "storage-required", ("desired", 0, "storage", "writer"), "tenant"),
    ("a limit as a number", "partial", ("options", "max_deletes"), 50),
    ("a limit in words", "partial", ("options", "max_deletes"), "half"),
    ("a selection as text", "partial", ("options", "target"), "web"),
    ("an option that is missing", "partial", ("options", "allow_empty"), GONE),
    ("a desired logger without fields", "actions", ("desired", 0, "loggers", 0, "fields"), GONE),
    ("a desired field that is missing", "actions", ("desired", 0, "loggers", 0, "fields", "storage_url"), GONE),
    ("an unknown strategy", "actions", ("desired", 0, "loggers", 0, "lifecycle", "replace"), "create_before_destroy"),
    ("an unknown field to ignore", "actions", ("desired", 0, "loggers", 0, "lifecycle", "ignore_changes"), ["status"]),
    ("a previous key as text", "actions", ("desired", 0, "loggers", 0, "previous_keys"), "old"),
    ("an unknown state", "actions.drift", (*UPDATE, "state"), "in-sync"),
    ("a state that is a list", "actions.drift", (*UPDATE, "state"), ["modified"]),
    ("a block without the reason that the change would have had", "blocked", (*UNDECIDED, "blocked", "reason"), GONE),
    ("a block with an unknown reason", "blocked", (*UNDECIDED, "blocked", "reason"), "because"),
    ("a block as its own reason", "blocked", (*UNDECIDED, "blocked", "reason"), "blocked"),
    ("a short digest", "actions", ("digest",), "abc"),
    ("a digest in capitals", "actions", ("digest",), "A" * 64),
    ("a short checksum", "actions", ("checksum",), "abc"),
    ("a checksum in capitals", "actions", ("checksum",), "A" * 64),
]

# Every key of these is required, each by the name it has.
CLOSED = [
    ("actions", ()), ("actions", ("tool",)), ("actions", ("stacks", 0)), ("actions", UPDATE), ("actions", (*UPDATE, "change")),
    ("actions", (*UPDATE, "change", "before")), ("actions", (*UPDATE, "change", "after")), ("actions", ("summary",)),
    ("joined", ()), ("joined", ("stacks", 0)), ("joined", ("resource_changes", 0)),
    ("actions", ("options",)), ("actions", ("desired", 0)), ("actions", ("desired", 0, "loggers", 0)),
    ("actions", ("desired", 0, "loggers", 0, "lifecycle")), ("contract-example", ("unmanaged", 0)),
    ("blocked", (*UNDECIDED, "blocked")), ("blocked", ("refusal",)), ("regions", ("stacks", 3, "error")),
]


def place(plan, path):
    """What is at a path."""
    value = plan
    for step in path:
        value = value[step(plan) if callable(step) else step]
    return value


def edited(plan, path, value):
    """A copy of the plan with one value put, or taken away."""
    result = copy.deepcopy(plan)
    parent = place(result, path[:-1])
    if value is GONE:
        del parent[path[-1]]
    else:
        parent[path[-1]] = value(plan) if callable(value) else value
    return result


def with_unknown_keys(value):
    """The same document as a later minor version might write it."""
    if isinstance(value, dict):
        return {**{key: with_unknown_keys(item) for key, item in value.items()}, "x_later": 1}
    return [with_unknown_keys(item) for item in value] if isinstance(value, list) else value


def main():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    plans = {path.name.removesuffix(".plan.json"): json.loads(path.read_text(encoding="utf-8")) for path in GOLDEN.glob("*.plan.json")}
    # What drift prints is the same document, with states.
    plans |= {path.name.removesuffix(".json"): json.loads(path.read_text(encoding="utf-8")) for path in GOLDEN.glob("formats/*.drift.json")}
    failures = []
    for name, plan in sorted(plans.items()):
        later = {**with_unknown_keys(plan), "format_version": "1.9"}
        for kind, document in [("", plan), (" with unknown keys", later)]:
            error = jsonschema.exceptions.best_match(validator.iter_errors(document))
            if error:
                failures.append(f"{name}{kind}: refused by the schema: {error.json_path}: {error.message}")
    refused = list(REFUSED)
    for name, path in CLOSED:
        parent = ".".join(str(step) for step in path if not callable(step)) or "the top"
        refused += [(f"no '{key}' in {parent}", name, (*path, key), GONE) for key in place(plans[name], path)]
    for wrong, name, path, value in refused:
        document = edited(plans[name], path, value)
        if document == plans[name]:
            failures.append(f"{wrong}: the edit of {name} changes nothing")
        elif validator.is_valid(document):
            failures.append(f"{wrong}: accepted by the schema ({name})")
    if len(plans) < 10:
        failures.append(f"only {len(plans)} plans found in {GOLDEN}")
    print("\n".join(failures) if failures else f"schema and {len(plans)} plans agree, {len(refused)} edits are refused")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
