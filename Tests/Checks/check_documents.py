#!/usr/bin/env python3
"""Installs manual pages and completion scripts as the README says and tries them: every command has its page, with exit codes, variables,
values and defaults, and shells complete.

Needs bash, zsh, fish and mandoc.
"""

import json
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

# What zsh offers behind these words; its own completion needs a terminal, so what would be offered is printed.
ZSH = """
compdef() { }; compadd() { shift; print -l -- ${(M)@:#${words[CURRENT]}*} }; _arguments() { }
source $1; shift
words=($@); CURRENT=$#words
_flowlogctl_help
"""

# Where pages have to say what nothing else does: the page, and its words with single blanks.
SAID = [
    ("plan", "The format to print. (values: text, json, markdown, html, github, gitlab, terraform; default: text)"),
    ("drift", "(values: text=, json=, markdown=, html=, github=, gitlab=, junit=, prometheus=)"),
    ("loggers.list", "Only loggers in this status: ACTIVE, INACTIVE, BUILD or ERROR. (values: ACTIVE, INACTIVE, BUILD, ERROR)"),
    ("explain", "previous-key-in-use, region-conflict"),
]


def rendered(page):
    """A manual page as it is read, without what makes letters bold."""
    return re.sub(".\b", "", run("mandoc", "-T", "ascii", page))


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout


def page_failures(folder, tree):
    """What pages lack."""
    explain = next(command for command in json.loads(tree)["command"]["subcommands"] if command["commandName"] == "explain")
    codes = [code for code in explain["arguments"][0]["completionKind"]["list"]["values"] if code.isdigit()]
    failures = [] if len(codes) > 10 else [f"explain knows the exit codes {codes} only"]
    for page in sorted(folder.iterdir()):
        text = rendered(page)
        expected = ["0", "1", "3", "64"] if page.name.startswith("flowlog-simulator") else codes
        if re.findall(r"^ {5}(\d+) ", text.partition("\nEXIT STATUS\n")[2], re.M) != sorted(expected, key=int):
            failures.append(f"{page.name} does not list the exit codes {expected}")
        environment = text.partition("\nENVIRONMENT\n")[2].partition("\nEXIT STATUS\n")[0]
        for variable in ["OS_TENANT_ID", "FLOWLOG_VAR_NAME", "NO_PROXY", "NO_COLOR", "GITHUB_OUTPUT"]:
            if page.name.startswith("flowlogctl") and variable not in environment:
                failures.append(f"{page.name} does not name {variable}")
    for command, words in SAID:
        if words not in " ".join(rendered(folder / f"flowlogctl.{command}.1").split()):
            failures.append(f"the manual page of {command} does not say: {words}")
    example = "flowlogctl drift --write prometheus=/var/lib/metrics/prod.prom prod.yaml"
    if example not in rendered(folder / "flowlogctl.drift.1"):
        failures.append(f"the manual page of drift breaks {example}")
    return failures


def main():
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        share = pathlib.Path(folder) / "share"
        run(ROOT / ".ci/install-docs", folder)
        flowlogctl = pathlib.Path(run("swift", "build", "--show-bin-path", cwd=ROOT).strip()) / "flowlogctl"
        commands = re.findall(r"^  ([a-z]+) ", run(flowlogctl, "--help").split("SUBCOMMANDS:")[1], re.M)
        for command in commands:
            page = share / f"man/man1/flowlogctl.{command}.1"
            text = rendered(page) if page.exists() else ""
            abstract = re.search(r"^OVERVIEW: (.*)$", run(flowlogctl, "help", command), re.M).group(1)
            if abstract.split()[0] not in text:
                failures.append(f"the manual page of {command} does not say what it does")
        failures += page_failures(share / "man/man1", run(flowlogctl, "--experimental-dump-help"))
        errors = run("mandoc", "-T", "lint", "-W", "error", *sorted(share.glob("man/man1/*.1")))
        failures += errors.splitlines()

        script = share / "bash-completion/completions/flowlogctl"
        for words, expected in [(["flowlogctl", "ver"], {"verify"}), (["flowlogctl", "drift", "--fail"], {"--fail-on-unmanaged"}),
                                (["flowlogctl", "plan", "--format", "git"], {"github", "gitlab"}),
                                (["flowlogctl", "plan", "--write", "git"], {"github=", "gitlab="}),
                                (["flowlogctl", "plan", "--wr"], {"--write"}), (["flowlogctl", "plan", "--tar"], {"--target"}),
                                (["flowlogctl", "help", "pl"], {"plan"}), (["flowlogctl", "help", "loggers", "li"], {"list"})]:
            found = set(run("bash", "-c", BASH, "bash", script, *words).split())
            if found != expected:
                failures.append(f"bash completes {' '.join(words)} with {found}, not with {expected}")
        script = share / "zsh/site-functions/_flowlogctl"
        run("zsh", "-n", script)
        for words, expected in [(["help", "pl"], "plan"), (["help", "loggers", "li"], "list")]:
            found = run("zsh", "-f", "-c", ZSH, "zsh", script, *words).strip()
            if found != expected:
                failures.append(f"zsh completes {' '.join(words)} with {found!r}, not with {expected}")
        completions = share / "fish/vendor_completions.d/flowlogctl.fish"
        for words, expected in [("ver", ["verify"]), ("plan --write git", ["github=", "gitlab="]), ("plan --wr", ["--write"]),
                                ("plan --tar", ["--target"]), ("help pl", ["plan"]), ("help loggers li", ["list"])]:
            found = run("fish", "--no-config", "-c", f"source {completions}; complete -C 'flowlogctl {words}'", env={"HOME": folder, "PATH": "/usr/bin:/bin"})
            if [line.split("\t")[0] for line in found.splitlines()] != expected:
                failures.append(f"fish completes 'flowlogctl {words}' with {found!r}")
    print("\n".join(failures) or f"{len(commands)} commands have manual pages, and bash, zsh and fish take the completion scripts")
    sys.exit(bool(failures) or len(commands) < 10)


if __name__ == "__main__":
    main()
