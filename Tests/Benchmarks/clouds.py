"""Plans many clouds of 4 loggers each with 256 descriptors against the simulator: time, CPU and memory by the number of clouds.

clouds.py FOLDER [COUNT…]: the folder has both programs.
"""

import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Checks"))
import check_edge


def plan(program, folder):
    """Exit code, seconds, seconds of CPU, MiB."""
    start = time.monotonic()
    child = os.posix_spawn(
        program, [program, "plan", "--format", "json", "stacks.yaml"], {"HOME": folder},
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
    _, status, usage = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(binaries, *counts):
    binaries = pathlib.Path(binaries).resolve()
    print("\n| clouds | exit | time, s | per cloud, ms | CPU, s | memory, MiB |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        server = subprocess.Popen([str(binaries / "flowlog-simulator")], stdout=subprocess.PIPE, text=True)
        url = server.stdout.readline().split()[-1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
        try:
            for count in map(int, counts or (300, 600, 1500)):
                check_edge.write_clouds(folder, [url], count)
                status, seconds, cpu, memory = min((plan(str(binaries / "flowlogctl"), folder) for _ in range(3)), key=lambda run: run[1])
                print(f"| {count:,} | {status} | {seconds:.2f} | {seconds * 1000 / count:.2f} | {cpu:.2f} | {memory:.0f} |")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
