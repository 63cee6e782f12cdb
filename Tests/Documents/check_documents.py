#!/usr/bin/env python3
"""Installs manual pages and completion scripts as the README says and tries them: every command has its page, and shells complete.

Needs bash, zsh, fish and mandoc.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

# What bash does when the user presses Tab behind these words.
BASH = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
"$(complete -p flowlogctl | sed 's/.*-F \\([^ ]*\\).*/\\1/')" flowlogctl "${@: -1}" "${@: -2:1}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout


def main():
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        share = pathlib.Path(folder) / "share"
        run(ROOT / ".ci/install-docs", folder)
        flowlogctl = pathlib.Path(run("swift", "build", "--show-bin-path", cwd=ROOT).strip()) / "flowlogctl"
        commands = re.findall(r"^  ([a-z]+) ", run(flowlogctl, "--help").split("SUBCOMMANDS:")[1], re.M)
        for command in commands:
            page = share / f"man/man1/flowlogctl.{command}.1"
            text = run("mandoc", "-T", "ascii", page) if page.exists() else ""
            abstract = re.search(r"^OVERVIEW: (.*)$", run(flowlogctl, "help", command), re.M).group(1)
            if abstract.split()[0] not in text:
                failures.append(f"the manual page of {command} does not say what it does")
        errors = run("mandoc", "-T", "lint", "-W", "error", *sorted(share.glob("man/man1/*.1")))
        failures += errors.splitlines()

        script = share / "bash-completion/completions/flowlogctl"
        for words, expected in [(["flowlogctl", "ver"], {"verify"}), (["flowlogctl", "drift", "--fail"], {"--fail-on-unmanaged"}),
                                (["flowlogctl", "plan", "--format", "git"], {"github", "gitlab"})]:
            found = set(run("bash", "-c", BASH, "bash", script, *words).split())
            if found != expected:
                failures.append(f"bash completes {' '.join(words)} with {found}, not with {expected}")
        run("zsh", "-n", share / "zsh/site-functions/_flowlogctl")
        completions = share / "fish/vendor_completions.d/flowlogctl.fish"
        found = run("fish", "--no-config", "-c", f"source {completions}; complete -C 'flowlogctl ver'", env={"HOME": folder, "PATH": "/usr/bin:/bin"})
        if not found.startswith("verify\t"):
            failures.append(f"fish completes 'flowlogctl ver' with {found!r}")
    print("\n".join(failures) or f"{len(commands)} commands have manual pages, and bash, zsh and fish take the completion scripts")
    sys.exit(bool(failures) or len(commands) < 10)


if __name__ == "__main__":
    main()
