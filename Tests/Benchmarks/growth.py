#!/usr/bin/env python3
"""Measures `flowlogctl validate` on manifests of doubling size, for every construct that a manifest may repeat.

growth.py FLOWLOGCTL [NAME...] prints seconds by size and the exponent of the growth; more than 1.4 is more than linear, and ends with 1.
Tests assert on counted work instead: a clock proves nothing in CI.
"""

import math
import os
import resource
import subprocess
import sys
import tempfile
import time

ID = "7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11"
URL = "https://kr1.example.com/v1/AUTH_abc/flowlog"
HEAD = "apiVersion: flowlog/v1\nstack: prod\nregion: KR1\n"
FIELDS = f"resource_id: {ID}, storage_url: '{URL}/x'"


def manifest(loggers, top=""):
    return HEAD + top + "loggers:\n" + "".join(f"  {line}\n" for line in loggers)


def logger(lines):
    return manifest(["web:"] + [f"  {line}" for line in [f"resource_id: {ID}", f"storage_url: {URL}/x", *lines]])


def many(text):
    """A logger for each number."""
    return lambda n: manifest(text.replace("#N", str(i)).replace("FIELDS", FIELDS) for i in range(n))


def extra(text):
    """The text once for each number behind a small manifest."""
    return lambda n: manifest([f"web: {{{FIELDS}}}"]) + "".join(text.replace("#N", str(i)) for i in range(n))


def line(before, item, after):
    """The item once for each number on one line."""
    return lambda n: manifest([f"web: {{{FIELDS}}}"]) + before + "".join(item.replace("#N", str(i)) for i in range(n)) + after + "\n"


CONSTRUCTS = {
    "loggers": many("k#N: {FIELDS}"),
    "loggers-of-one-name": many("k#N: {FIELDS, name: same}"),
    "loggers-of-one-id": many(f"k#N: {{FIELDS, id: {ID}}}"),
    "loggers-of-one-key": many("k: {FIELDS}"),
    "loggers-with-bad-keys": many("'?#N': {FIELDS}"),
    "loggers-with-unknown-fields": many("k#N: {FIELDS, fliter#N: 1}"),
    "loggers-without-fields": many("k#N: {}"),
    "loggers-that-are-text": many("k#N: text"),
    "loggers-with-unknown-columns": many("k#N: {FIELDS, customized_field: [column#N]}"),
    "loggers-of-one-file-and-filter": many("k#N: {FIELDS, filter: DROP}"),
    "loggers-with-long-bad-key": lambda n: manifest([f"? {'x' * n}\n  : {{{FIELDS}, name: same}}"] + [f"k{i}: {{{FIELDS}, name: same}}" for i in range(n // 50)]),
    "korean-names": many("k#N: {FIELDS, name: 판교#N} # 설명"),
    "korean-blocks": many("k#N: # 설명\n    # 더\n    name: 판교\n    resource_id: " + ID + "\n    storage_url: " + URL + "/k#N"),
    "default-key": lambda n: manifest((f"k{i}: {{resource_id: {ID}}}" for i in range(n)), "defaults: {storage_url: '" + URL + "/${key}'}\n"),
    "default-long-with-key": lambda n: manifest((f"k{i}: {{resource_id: {ID}}}" for i in range(n)), "defaults: {storage_url: '" + URL + "/${key}/" + "x" * n + "'}\n"),
    "default-columns-with-key": lambda n: manifest((f"k{i}: {{{FIELDS}}}" for i in range(n)), "defaults: {customized_field: ['${key}', " + ", ".join(f"c{i}" for i in range(n)) + "]}\n"),
    "previous-keys-of-one": lambda n: logger(["previous_keys: [" + ", ".join(f"p{i}" for i in range(n)) + "]"]),
    "previous-keys-twice": lambda n: logger(["previous_keys: [" + ", ".join("p" for i in range(n)) + "]"]),
    "previous-keys-of-many": many("k#N: {FIELDS, previous_keys: [k0, p#N]}"),
    "ignored-fields": lambda n: logger(["lifecycle: {ignore_changes: [" + ", ".join("fliter" for i in range(n)) + "]}"]),
    "columns-list": lambda n: logger(["customized_field: [" + ", ".join(f"c{i}" for i in range(n)) + "]"]),
    "columns-text": lambda n: logger(["customized_field: '" + ",".join(f"c{i}" for i in range(n)) + "'"]),
    "variables": lambda n: logger(["name: '" + "${stack}" * n + "'"]),
    "variables-unset": lambda n: logger(["name: '" + "".join("${var:A%d}" % i for i in range(n)) + "'"]),
    "variables-unknown": lambda n: logger(["name: '" + "".join("${a%d}" % i for i in range(n)) + "'"]),
    "variables-open": lambda n: logger(["name: '" + "${" * n + "'"]),
    "dollars": lambda n: logger(["name: '" + "$" * n + "'"]),
    "templates": lambda n: logger(["partition_period: '" + "#{year}" * n + "'"]),
    "templates-unknown": lambda n: logger(["partition_period: '" + "".join("#{w%d}" % i for i in range(n)) + "'"]),
    "templates-open": lambda n: logger(["customized_file_name: '" + "#{" * n + "'"]),
    "long-description": lambda n: logger([f"description: {'d' * n}"]),
    "long-url": lambda n: logger([f"name: {'d' * n}"]).replace(URL, URL + "/" + "a/" * n),
    "long-folded": lambda n: logger(["description: >", *["  words"] * n]),
    "long-literal": lambda n: logger(["description: |", *["  words"] * n]),
    "long-plain": lambda n: logger(["description: a", *["  words"] * n]),
    "escapes": lambda n: logger(['description: "' + "\\u00e9" * n + '"']),
    "surrogates": lambda n: '{"apiVersion": "flowlog/v1", "stack": "prod", "loggers": {}, "x-a": [' + ", ".join(['"\\ud83d\\ude00"'] * n) + "]}\n",
    "long-key": lambda n: manifest([f"web: {{{FIELDS}}}"]) + "? x-" + "k" * n + "\n: 1\n",
    "long-unknown-key": lambda n: manifest([f"web: {{{FIELDS}}}"]) + "? " + "k" * n + "\n: 1\n",
    "comments": extra("# 설명 comment\n"),
    "long-comment": line("# ", "comment ", ""),
    "blank-lines": extra("\n"),
    "top-keys": extra("x-#N: 1\n"),
    "top-keys-backwards": lambda n: manifest([f"web: {{{FIELDS}}}"]) + "".join(f"x-{i:08}: 1\n" for i in reversed(range(n))),
    "top-keys-unknown": extra("foo#N: 1\n"),
    "top-keys-twice": extra("x-a: 1\n"),
    "anchors": extra("x-#N: &a#N 1\n"),
    "anchors-again": extra("x-#N: &a 1\n"),
    "aliases": line("x-a: &a 1\nx-b: [", "*a,", "]"),
    "aliases-unknown": line("x-b: [", "*a#N,", "]"),
    "aliases-of-list": lambda n: manifest([f"web: {{{FIELDS}}}"]) + "x-a: &a [" + "1," * n + "]\nx-b: [" + "*a," * n + "]\n",
    "aliases-of-text": lambda n: manifest([f"web: {{{FIELDS}}}"]) + "x-a: &a " + "x" * n + "\nx-b: [" + "*a," * n + "]\n",
    "aliases-as-values": lambda n: manifest((f"k{i}: {{resource_id: {ID}, storage_url: *u}}" for i in range(n)), f"x-u: &u {URL}/" + "x" * n + "\n"),
    "merges": lambda n: manifest((f"k{i}: {{<<: *m}}" for i in range(n)), f"x-m: &m {{{FIELDS}}}\n"),
    "merges-of-long": lambda n: manifest((f"k{i}: {{<<: *m}}" for i in range(n)), "x-m: &m {" + ", ".join(f"f{i}: 1" for i in range(n)) + "}\n"),
    "merge-list": lambda n: manifest(["web: {<<: [" + "*m," * n + "]}"], f"x-m: &m {{{FIELDS}}}\n"),
    "merge-keys-twice": lambda n: manifest(["web: {" + "<<: *m, " * n + "}"], f"x-m: &m {{{FIELDS}}}\n"),
    "tags": extra("x-#N: !foo 1\n"),
    "tag-directives": lambda n: "".join(f"%TAG !a{i}! x\n" for i in range(n)) + "---\n" + manifest([f"web: {{{FIELDS}}}"]),
    "flow-list": line("x-a: [", "1,", "]"),
    "flow-nested": line("x-a: [", "[[1]],", "]"),
    "nesting": lambda n: manifest([f"web: {{{FIELDS}}}"]) + "x-a: " + "[" * n + "]" * n + "\n",
    "nesting-blocks": lambda n: manifest([f"web: {{{FIELDS}}}"]) + "x-a:\n" + "- " * n + "1\n",
    "nesting-maps": lambda n: manifest([f"web: {{{FIELDS}}}"]) + "x-a: " + "{a: " * n + "1" + "}" * n + "\n",
    "errors-on-a-line": lambda n: manifest(["web: {" + ", ".join(f"f{i}: 1" for i in range(n)) + "}"]),
    "errors-on-a-korean-line": lambda n: manifest(["web: {" + ", ".join(f"가{i}: 1" for i in range(n)) + "}"]),
    "errors-twice-on-a-line": lambda n: manifest(["web: {" + ", ".join("filter: x" for i in range(n)) + "}"]),
    "errors-of-type-on-a-line": lambda n: manifest(["{" + ", ".join(f"k{i}: {{filter: [x], admin_state_up: no}}" for i in range(n)) + "}"]),
    "documents": lambda n: "".join(f"---\napiVersion: flowlog/v1\nstack: s{i}\nloggers: {{}}\n" for i in range(n)),
    "documents-of-one-stack": lambda n: "---\napiVersion: flowlog/v1\nstack: s\nloggers: {}\n" * n,
    "documents-that-delete": lambda n: "".join(f"---\napiVersion: flowlog/v1\nstack: s{i}\nunmanaged: delete\nloggers: {{}}\n" for i in range(n)),
    "documents-without-anything": lambda n: "---\n" * n + "---\n" + manifest([f"web: {{{FIELDS}}}"]),
    "lines-that-are-not-yaml": lambda n: "stack: prod\n" + "x: [\n" * n,
    "quotes-that-do-not-end": lambda n: "stack: prod\nx: '" + "a\n" * n,
}
FORMATS = ["text", "json", "github", "sarif", "junit"]


def seconds(program, path, output):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(os.devnull, "w", encoding="utf-8") as null:
        status = subprocess.run([program, "validate", "--format", output, path], stdout=null, check=False, timeout=300).returncode
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if status not in (0, 3):
        sys.exit(f"exit {status}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(program, name, make, output, folder):
    """Doubles the size until it takes long enough to be compared, and says how the last doublings grew."""
    path, size, times = os.path.join(folder, "m.yaml"), 250, []
    begun = time.monotonic()
    while size <= 4_096_000 and time.monotonic() - begun < 15:
        with open(path, "w", encoding="utf-8") as file:
            file.write(make(size))
        if os.path.getsize(path) > 64 << 20:
            break
        times.append((size, seconds(program, path, output)))
        if times[-1][1] > 1.5:
            break
        size *= 2
    (first, short), (last, long) = times[max(0, len(times) - 3)], times[-1]
    exponent = math.log(max(long, 0.02) / max(short, 0.02)) / math.log(last / first) if last > first else 9
    print(f"{name:32} {output:6} {exponent:5.2f}  " + "  ".join(f"{size}: {taken:.2f}" for size, taken in times[-4:]), flush=True)
    return exponent


def main():
    program, names = sys.argv[1], sys.argv[2:]
    slow = []
    with tempfile.TemporaryDirectory() as folder:
        for name, make in CONSTRUCTS.items():
            outputs = FORMATS if name in ("errors-on-a-line", "top-keys-unknown") else ["text"]
            for output in outputs if not names or name in names else []:
                if measure(program, name, make, output, folder) > 1.4:
                    slow.append(f"{name} ({output})")
    print("more than linear: " + ", ".join(slow) if slow else "all grow like their size")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
