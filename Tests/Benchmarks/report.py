#!/usr/bin/env python3
"""Measures whole processes, and prints them in one table with what the benchmark library measured.

Usage: report.py BINARIES FOLDER SIZE...   FOLDER has the fixtures, `scan`, `measure` and the library's percentiles.
"""

import collections
import pathlib
import statistics
import subprocess
import sys

from simulator import Simulator

Sample = collections.namedtuple("Sample", "wall user memory")


def main(binaries, folder, sizes):
    print(f"{'what':28} {'loggers':>8} {'time':>10} {'user':>10} {'memory':>10} {'× before':>9} {'× floor':>8}")
    for name, rows in stages(folder, sizes):
        show(name, rows)
    show_processes(Processes(binaries, folder), sizes)


def stages(folder, sizes):
    """What the library measured, by scenario: a wall median, and by how much the peak of memory grew."""
    results = {}
    for file in folder.glob("*.wallClock.histogram.percentiles.tsv"):
        name, _, size = file.name.split(".")[2].replace("_", " ").rpartition(" ")
        memory = file.with_name(file.name.replace("wallClock", "peakMemoryResidentDelta"))
        results.setdefault(name, {})[int(size)] = Sample(percentile(file, 50) / 1e6, None, percentile(memory, 100) * 1000)
    if not results or any(rows.keys() != set(sizes) for rows in results.values()):
        sys.exit(f"the benchmark library left something out: {results}")
    return [(name, [(size, rows[size], None) for size in sizes]) for name, rows in sorted(results.items())]


def percentile(file, wanted):
    """In the unit of Scenarios.swift: microseconds, and thousands of bytes."""
    rows = dict(line.split("\t") for line in file.read_text().splitlines()[1:])
    return int(rows[str(wanted)])


class Processes:
    def __init__(self, binaries, folder):
        self.binaries = binaries
        self.folder = folder
        self.program = str(binaries / "flowlogctl")

    def medians(self, size, commands, environment=None):
        """Medians of several commands that take turns, so that what else the machine does hits all alike."""
        samples = {name: [] for name in commands}
        for _ in range(21 if size <= 1000 else 9 if size <= 10_000 else 5):
            for name, command in commands.items():
                output = subprocess.run([str(self.folder / "measure"), *command], check=True, capture_output=True, text=True, env=environment)
                code, wall, user, memory = output.stdout.split()
                if code != "0":
                    sys.exit(f"{' '.join(command)} ended with {code}: {output.stderr}")
                samples[name].append(Sample(float(wall), float(user), int(memory) * 1024))
        return {name: Sample(*map(statistics.median, zip(*rows))) for name, rows in samples.items()}

    def start(self):
        return self.medians(0, {"start": [self.program, "--version"]})["start"]

    def validate(self, size):
        manifest = str(self.folder / f"manifest-{size}.yaml")
        return self.medians(size, {"validate": [self.program, "validate", manifest], "scan": [str(self.folder / "scan"), manifest]})

    def plan(self, size):
        manifest = str(self.folder / f"manifest-{size}.yaml")
        with Simulator(self.binaries / "flowlog-simulator", self.folder / f"seeds-{size}.json") as simulator:
            url = f"{simulator.url}/v2.0/flowlog-loggers"
            return self.medians(size, {
                "plan": [self.program, "plan", manifest],
                "changed": [self.program, "plan", str(self.folder / f"changed-{size}.yaml")],
                "curl": ["curl", "--silent", "--fail", "--header", f"X-Auth-Token: {simulator.token}", url],
                "scan": [str(self.folder / "scan"), manifest],
            }, simulator.environment)


def show_processes(processes, sizes):
    show("process: --version", [(None, processes.start(), None)])
    validates = {size: processes.validate(size) for size in sizes}
    show("floor: scan", [(size, row["scan"], None) for size, row in validates.items()])
    show("process: validate", [(size, row["validate"], row["scan"].wall) for size, row in validates.items()])
    plans = {size: processes.plan(size) for size in sizes}
    floors = {size: row["curl"].wall + row["scan"].wall for size, row in plans.items()}
    show("floor: curl", [(size, row["curl"], None) for size, row in plans.items()])
    show("process: plan, no change", [(size, row["plan"], floors[size]) for size, row in plans.items()])
    show("process: plan, all changed", [(size, row["changed"], floors[size]) for size, row in plans.items()])


def show(name, rows):
    before = None
    for size, sample, floor in rows:
        print(" ".join([
            f"{name:28}", f"{size if size is not None else '':>8}", f"{seconds(sample.wall):>10}", f"{seconds(sample.user):>10}",
            f"{sample.memory / (1 << 20):>6.1f} MiB", f"{'' if before is None else f'{sample.wall / before:.1f}':>9}",
            f"{'' if floor is None else f'{sample.wall / floor:.2f}':>8}",
        ]), flush=True)
        before = sample.wall
    print()


def seconds(value):
    if value is None:
        return ""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1e3:.1f} ms" if value >= 1e-3 else f"{value * 1e6:.0f} µs"


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), [int(size) for size in sys.argv[3:]])
