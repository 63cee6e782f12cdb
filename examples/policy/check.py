#!/usr/bin/env python3
"""Prints which rules of rego/ a plan (`flowlogctl plan --format json`) breaks, a line each. Exit code 0 if none, 1 if some, 2 if that is not
known. Needs the package regopy.

Usage: check.py PLAN
"""

import pathlib
import sys

from regopy import Interpreter

rego = Interpreter()
for policy in sorted(pathlib.Path(__file__).parent.glob("rego/*.rego")):
    rego.add_module(policy.name, policy.read_text(encoding="utf-8"))
rego.set_input_term(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
output = rego.query("data.main.deny")
if not (output.results and output.results[0].expressions):
    print(f"the rules give no answer: {output}", file=sys.stderr)
    sys.exit(2)
broken = output.results[0].expressions[0]
print("\n".join(broken) or "no rule is broken")
sys.exit(1 if broken else 0)
