#!/usr/bin/env python3
"""Runs flowlogctl where the system limits memory, as containers and batch systems do, and on a file without end.

flowlogctl must be built.
"""

import pathlib
import resource
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MANIFEST = ROOT / "examples/quickstart/prod.yaml"
LIMITS = {
    "no limit": {},
    "100 MiB of data": {resource.RLIMIT_DATA: 100 << 20},
    "160 MiB of data": {resource.RLIMIT_DATA: 160 << 20},
    "400 MiB of address space": {resource.RLIMIT_AS: 400 << 20},
}


def validate(binaries, limits):
    def limit():
        for kind, size in limits.items():
            resource.setrlimit(kind, (size, size))

    command = [f"{binaries}/flowlogctl", "validate", str(MANIFEST)]
    return subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, timeout=60)


def main():
    binaries = subprocess.run(["swift", "build", "--show-bin-path"], check=True, capture_output=True, text=True, cwd=ROOT).stdout.strip()
    failures = []
    for name, limits in LIMITS.items():
        result = validate(binaries, limits)
        if result.returncode != 0 or "0 errors" not in result.stdout:
            failures.append(f"{name}: exit {result.returncode}, {result.stdout}{result.stderr[:200]}")
    result = subprocess.run([f"{binaries}/flowlogctl", "show", "/dev/zero"], capture_output=True, text=True, timeout=120)
    if result.returncode != 3 or "is longer than" not in result.stderr:
        failures.append(f"a plan file without end: exit {result.returncode}, {result.stderr[:200]}")
    print("\n".join(failures) or f"{len(LIMITS)} runs under limits of memory as they should be")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
