#!/usr/bin/env python3
"""Counts the instructions of some whole processes and fails where there are over 5 % more than instructions.json has.

Usage: instructions.py [--record] BINARIES FOLDER   FOLDER has the fixtures. Unlike time, the counts do not depend on what else the
machine does; they do depend on the compiler and the C library, so record them anew (--record) when those change.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

from simulator import Simulator

LIMITS = pathlib.Path(__file__).with_name("instructions.json")
TOLERANCE = 0.05


def main(arguments):
    is_recording = arguments[0] == "--record"
    binaries, folder = map(pathlib.Path, arguments[is_recording:])
    counts = count(binaries, folder)
    if is_recording:
        LIMITS.write_text(json.dumps(counts, indent=4) + "\n")
    limits = json.loads(LIMITS.read_text())
    if limits.keys() != counts.keys():
        sys.exit(f"{LIMITS.name} has other processes than are counted: record it anew")
    exceeded = False
    for name, number in counts.items():
        change = number / limits[name] - 1
        exceeded |= change > TOLERANCE
        remark = "  TOO MANY" if change > TOLERANCE else "  fewer: record them anew" if change < -TOLERANCE else ""
        print(f"{name:20} {number:>15,} {change:>+8.1%}{remark}")
    sys.exit(exceeded)


def count(binaries, folder):
    program = str(folder / "flowlogctl")
    manifest = str(folder / "manifest-1000.yaml")
    # valgrind 3.19 gives up on this compiler's debug information.
    subprocess.run(["strip", "--strip-debug", "-o", program, str(binaries / "flowlogctl")], check=True)
    # With random hashes the order of every dictionary, and with it the work, differs from run to run.
    fixed = {"SWIFT_DETERMINISTIC_HASHING": "1", "LD_PRELOAD": str(folder / "sigsuspend.so")}
    counts = {
        "--version": instructions([program, "--version"], dict(os.environ, **fixed)),
        "validate 1000": instructions([program, "validate", manifest], dict(os.environ, **fixed)),
    }
    with Simulator(binaries / "flowlog-simulator", folder / "seeds-1000.json") as simulator:
        counts["plan 1000"] = instructions([program, "plan", manifest], dict(simulator.environment, **fixed))
    return counts


def instructions(command, environment):
    valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    output = subprocess.run([*valgrind, *command], env=environment, capture_output=True, text=True)
    collected = re.search(r"Collected : (\d+)", output.stderr)
    if output.returncode != 0 or not collected:
        sys.exit(f"{' '.join(command)} ended with {output.returncode}:\n{output.stdout}{output.stderr}")
    return int(collected[1])


if __name__ == "__main__":
    main(sys.argv[1:])
