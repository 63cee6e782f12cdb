#!/usr/bin/env python3
"""Runs flowlogctl with closed streams, full disks, few open files and a terminal that is closed: one clear error, no crash, nothing misplaced.

flowlogctl and flowlog-simulator must be built.
"""

import os
import pathlib
import pty
import resource
import signal
import subprocess
import sys
import tempfile

from check_signals import MANIFEST, ROOT, environment, simulator

failures = []


def check(condition, message):
    if not condition:
        failures.append(message)


def run(command, url, shell="", **options):
    """Through a shell, which redirects: `2>&-` and the like."""
    line = f'exec "$0" "$@" {shell}'
    return subprocess.run(["bash", "-c", line, *command], env=environment(url), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=120, **options)


def closed_streams(program, url, manifest):
    for arguments in (["plan", manifest], ["validate", manifest], ["--version"], ["plan", "--help"], ["explain", "7"], ["apply", "--yes", manifest]):
        for shell, reason in ((">&-", "Bad file descriptor"), ("> /dev/full", "No space left on device")):
            done = run([program, *arguments], url, shell)
            check(done.returncode == 1 and reason in done.stderr, f"{arguments} {shell}: exit {done.returncode}, {done.stderr}")
    check(run([program, "plan", manifest], url, "2>&-").stdout.endswith("Plan: 1 to add, 0 to change, 0 to destroy. (0 unchanged, 0 unmanaged)\n"),
          "plan without stderr")
    check(run([program, "plan", manifest], url, "<&- 2>&- >&-").returncode == 1, "plan without any stream")
    stdin = run([program, "plan", "-"], url, "<&-")
    check(stdin.returncode == 3 and "cannot read <stdin>" in stdin.stderr, f"plan - without stdin: {stdin.returncode}, {stdin.stderr}")
    reader = subprocess.run(["bash", "-c", '"$0" "$@" | head -1; exit ${PIPESTATUS[0]}', program, "plan", "--help"], capture_output=True, text=True)
    check(reader.returncode == 0 and not reader.stderr, f"a reader that goes away: {reader.returncode}, {reader.stderr}")


def few_files(program, url, manifest):
    needed = None
    # Fewer are not enough for the system to load the program.
    for limit in range(8, 64):
        done = run([program, "plan", manifest], url, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit)))
        if done.returncode == 0:
            needed = needed or limit
            continue
        told = f"the limit is {limit} open files" in done.stderr and "ulimit -n" in done.stderr and done.stderr.count("\n") == 2
        check(done.returncode == 1 and told and needed is None, f"{limit} files: exit {done.returncode}, {done.stderr[:300]}")
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    soft = run([program, "plan", manifest], url, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (12, hard)))
    check(soft.returncode == 0, f"a limit that can be raised: exit {soft.returncode}, {soft.stderr[:300]}")


def closed_terminal(program, url, manifest, ignored):
    """The terminal goes away while the service takes its time; nohup has that ignored."""
    ours, theirs = pty.openpty()

    def begin():
        os.setsid()
        # Whoever runs this may ignore it: nohup.
        signal.signal(signal.SIGHUP, signal.SIG_IGN if ignored else signal.SIG_DFL)

    run = subprocess.Popen([program, "apply", "--yes", manifest], env=environment(url), stdin=theirs, stderr=theirs, stdout=subprocess.PIPE,
                           text=True, preexec_fn=begin)
    os.close(theirs)
    shown = b""
    while b" creating " not in shown:
        shown += os.read(ours, 4096)
    os.close(ours)
    run.send_signal(signal.SIGHUP)
    output = run.communicate(timeout=120)[0]
    expected = (0, "Apply complete: 1 done.") if ignored else (8, "Apply interrupted: 0 done, 1 unknown.")
    check((run.returncode, expected[1] in output) == (expected[0], True), f"SIGHUP, ignored: {ignored}: exit {run.returncode}, {output}")


def main():
    binaries = subprocess.run(["swift", "build", "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    program = f"{binaries}/flowlogctl"
    with tempfile.TemporaryDirectory() as folder:
        manifest = str(pathlib.Path(folder, "prod.yaml"))
        pathlib.Path(manifest).write_text(MANIFEST)
        for case in (closed_streams, few_files, lambda *of: closed_terminal(*of, False), lambda *of: closed_terminal(*of, True)):
            service, url = simulator(binaries, "--build-time", "3s")
            try:
                case(program, url, manifest)
            finally:
                service.terminate()
                service.wait()
    print("\n".join(failures) or "closed streams, full disks, few files and closed terminals end as they should")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
