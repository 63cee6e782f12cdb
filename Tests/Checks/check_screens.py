#!/usr/bin/env python3
"""Proves that the screens in the READMEs are what the examples print: blocks after '<!-- printed by examples/NAME/run -->'.

A line '...' stands for any lines. Ids and seconds may differ, and so may the order of lines that tell what apply does at the same time.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCREEN = re.compile(r"^<!-- printed by (examples/\S+) -->\n```\S*\n(.*?)^```$", re.M | re.S)
PROGRESS = re.compile(r"\S+/\S+ \(\S+\): ")


def lines_of(text):
    """The lines without what differs from run to run; neighbouring lines of progress in one order."""
    text = re.sub(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "UUID", text)
    text = re.sub(r"\bafter \d+s\b", "after 0s", text)
    lines, group = [], []
    for line in text.splitlines():
        if PROGRESS.match(line):
            group.append(line)
            continue
        lines += sorted(group) + [line.rstrip()]
        group = []
    return lines + sorted(group)


def missing(screen, printed):
    """The first part of a screen that is not in what was printed, in order; None if all is."""
    position = 0
    part = []
    for line in lines_of(screen) + ["..."]:
        if line.strip() != "...":
            part.append(line)
            continue
        starts = [at for at in range(position, len(printed) - len(part) + 1) if printed[at : at + len(part)] == part]
        if not starts:
            return part
        position, part = starts[0] + len(part), []
    return None


def main():
    failures, screens, printed = [], 0, {}
    for page in [ROOT / "README.md", *sorted(ROOT.glob("examples/*/README.md"))]:
        for script, screen in SCREEN.findall(page.read_text(encoding="utf-8")):
            screens += 1
            if script not in printed:
                run = subprocess.run([ROOT / script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                printed[script] = lines_of(run.stdout)
                if run.returncode:
                    failures.append(f"{script} ended with {run.returncode}:\n{run.stdout}")
            part = missing(screen, printed[script])
            if part is not None:
                failures.append(f"{page.relative_to(ROOT)}: {script} does not print\n" + "\n".join(part))
    print("\n".join(failures) or f"{screens} screens are what {len(printed)} examples print")
    sys.exit(bool(failures) or screens == 0)


if __name__ == "__main__":
    main()
