#!/usr/bin/env python3
"""Sends Ctrl-C and SIGTERM to real runs before anything was changed: exit code 8, a sentence, and nothing was changed.

flowlogctl and flowlog-simulator must be built.
"""

import os
import pathlib
import pty
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
MANIFEST = """apiVersion: flowlog/v1
stack: signals
region: KR1
loggers:
  web:
    resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11
    storage_url: https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_0123456789abcdef0123456789abcdef/flowlog/web
"""


def simulator(binaries, *options):
    process = subprocess.Popen([f"{binaries}/flowlog-simulator", "--port", "0", *options], stdout=subprocess.PIPE, text=True)
    return process, process.stdout.readline().split()[-1]


def environment(url):
    names = {"OS_AUTH_URL": f"{url}/v2.0", "OS_USERNAME": "me", "OS_PASSWORD": "secret", "OS_TENANT_ID": "0123456789abcdef"}
    return {"PATH": os.environ["PATH"], "TERM": "xterm", **names}


def on_one_processor():
    """Whoever waits must not keep the only thread that tasks have from the signals."""
    os.setsid()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def while_reading(binaries, url, command, number):
    """The service takes a minute to answer, and nobody writes to stdin."""
    run = subprocess.Popen(
        [f"{binaries}/flowlogctl", *command, "--request-timeout", "5m"], env=environment(url), stdin=subprocess.PIPE,
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=on_one_processor)
    while run.poll() is None:
        if looks_after(run.pid, number):
            run.send_signal(number)
        time.sleep(0.05)
    errors = run.stderr.read()
    if "events" in command and '"type":"apply_summary"' not in run.stdout.read().splitlines()[-1]:
        errors = "the last event is no apply_summary"
    return run.returncode, errors


def looks_after(pid, number):
    """Whether the process no longer dies of the signal: its own watch is in place."""
    status = dict(line.split(":\t", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines())
    return any(int(status.get(name, "0"), 16) >> (number - 1) & 1 for name in ("SigIgn", "SigCgt"))


def at_the_question(binaries, url, manifest):
    ours, theirs = pty.openpty()
    run = subprocess.Popen([f"{binaries}/flowlogctl", "apply", manifest], env=environment(url), stdin=theirs, stderr=theirs,
                           stdout=subprocess.DEVNULL, preexec_fn=on_one_processor)
    os.close(theirs)
    shown = b""
    while b"accepted: " not in shown:
        shown += os.read(ours, 1024)
    run.send_signal(signal.SIGINT)
    status = run.wait(timeout=60)
    return status, (shown + os.read(ours, 1024)).decode()


def main():
    binaries = subprocess.run(["swift", "build", "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    failures, count = [], 0
    with tempfile.TemporaryDirectory() as folder:
        manifest = str(pathlib.Path(folder, "prod.yaml"))
        pathlib.Path(manifest).write_text(MANIFEST)
        slow, slow_url = simulator(binaries, "--latency", "60s")
        quick, quick_url = simulator(binaries)
        try:
            results = [(" ".join(command[:1]), while_reading(binaries, slow_url, command, number))
                       for number, command in [(signal.SIGINT, ["plan", manifest]), (signal.SIGTERM, ["drift", manifest]),
                                               (signal.SIGINT, ["apply", "--yes", "--format", "events", manifest]), (signal.SIGTERM, ["export", "--region", "KR1"]), (signal.SIGINT, ["plan", "-"])]]
            results.append(("the question", at_the_question(binaries, quick_url, manifest)))
            count = len(results)
            failures = [f"{name}: exit code {status}, printed {errors!r}" for name, (status, errors) in results
                        if status != 8 or "interrupted: nothing was changed" not in errors]
        finally:
            for process in (slow, quick):
                process.terminate()
                process.wait()
    print("\n".join(failures) or f"{count} runs that were interrupted before they changed anything say so")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
