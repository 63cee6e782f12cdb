#!/usr/bin/env python3
"""Adds two made-up fields to the client by a case and a row each in LoggerField.swift, and to the simulator's own table, and sends them
round: manifest, plan, POST, answer, PUT, replacement, filter, export, explanation. No other line of the client is changed.

Builds a copy of the sources into .build, whose modules are the copy's afterwards: it is for the end of a run.
"""

import contextlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
STORAGE = "https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_0123456789abcdef0123456789abcdef/flowlog"

# (file, the line that comes before, what is added)
ADDITIONS = [
    ("FlowLogModel/LoggerField.swift", "package enum LoggerField: ", "    case samplingMode, retentionDays\n"),
    ("FlowLogModel/LoggerField.swift", "        switch self {", """\
        case .samplingMode:
            Rule(
                "sampling_mode", .choice(["FULL", "SAMPLED"]), leftOut: .apiDefault(.string("FULL")), normalization: .uppercase,
                listFilter: ListFilter("Only loggers that sample in this way"), "How packets are sampled. Default: FULL.")
        case .retentionDays:
            Rule("retention_days", .integer(1...365), mutable: true, "Days that files are kept. Left out, the service chooses.")
"""),
    ("FlowLogSimulator/LoggerField.swift", "static let all: [LoggerField] = [", """\
        LoggerField("sampling_mode", default: "FULL", complaint: ValueRules.oneOf("FULL", "SAMPLED")),
        LoggerField("retention_days", .integer, .createAndEdit),
"""),
]


def main():
    # Always the same folder, in which only files that changed are written: a second run builds little.
    binaries = build(ROOT / ".build" / "field-table")
    with tempfile.TemporaryDirectory() as folder, simulator(binaries) as url:
        Round(binaries, url, pathlib.Path(folder)).run()


def build(copy):
    files = {path.relative_to(ROOT): path.read_bytes() for path in (ROOT / "Sources").rglob("*") if path.is_file()}
    files |= {pathlib.Path(name): (ROOT / name).read_bytes() for name in ("Package.swift", "Package.resolved") if (ROOT / name).exists()}
    for name, before, added in ADDITIONS:
        path = pathlib.Path("Sources", name)
        text = files[path].decode()
        if text.count(before) != 1:
            sys.exit(f"{name} has {before!r} {text.count(before)} times: this check must be told where a row goes")
        end = text.index("\n", text.index(before)) + 1
        files[path] = (text[:end] + added + text[end:]).encode()
    copy.mkdir(parents=True, exist_ok=True)
    for path in [*(copy / "Sources").rglob("*")]:
        if path.is_file() and path.relative_to(copy) not in files:
            path.unlink()
    for name, content in files.items():
        path = copy / name
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    # The package names them; nothing in them is built.
    if not (copy / "Tests").is_symlink():
        (copy / "Tests").symlink_to(ROOT / "Tests")
    # A cached plan of the build would be the repository's, which has not changed.
    command = [
        "swift", "build", "--disable-build-manifest-caching", "--package-path", str(copy), "--scratch-path", str(ROOT / ".build")]
    for product in ("flowlogctl", "flowlog-simulator"):
        built = subprocess.run([*command, "--product", product], capture_output=True, text=True)
        if built.returncode != 0:
            sys.exit(f"with two more fields in the table the program does not build:\n{built.stdout}{built.stderr}")
    binaries = subprocess.run([*command, "--show-bin-path"], check=True, capture_output=True, text=True).stdout.strip()
    print("a case and a row each: built")
    return binaries


@contextlib.contextmanager
def simulator(binaries):
    process = subprocess.Popen(
        [f"{binaries}/flowlog-simulator", "--port", "0", "--build-time", "30ms"], stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        process.wait()


class Round:
    def __init__(self, binaries, url, folder):
        self.program = f"{binaries}/flowlogctl"
        self.url = url
        self.manifest = folder / "made-up.yaml"
        self.environment = dict(
            os.environ, OS_AUTH_URL=f"{url}/v2.0", OS_USERNAME="me@example.com", OS_PASSWORD="secret",
            OS_TENANT_ID="0123456789abcdef0123456789abcdef", OS_REGION_NAME="KR1")

    def run(self):
        self.write("sampling_mode: FAST, retention_days: 0")
        text = self.call(3, "validate", self.manifest, errors=True)
        self.check("\"FAST\" is not a value of 'sampling_mode'" in text.replace("'FAST'", '"FAST"'), text)
        self.check("'retention_days' must be 1 to 365, not 0" in text, text)
        self.write("sampling_mode: SAMPLED, retention_days: 30")
        self.call(0, "validate", self.manifest)
        print("manifest: values are checked by their types")

        text = self.call(2, "plan", "--detailed-exitcode", self.manifest)
        self.check('sampling_mode: "SAMPLED"' in text and "retention_days: 30" in text, text)
        after = self.changes(2)[0]["change"]["after"]
        self.check((after["sampling_mode"], after["retention_days"]) == ("SAMPLED", 30), after)
        self.apply()
        body = self.last("POST")
        self.check((body["sampling_mode"], body["retention_days"]) == ("SAMPLED", 30), body)
        created = self.live()
        self.check([logger["retention_days"] for logger in created] == [30, 30], created)
        self.in_sync()
        print("create: text and JSON of the plan, POST, answer; nothing to do afterwards")

        self.write("sampling_mode: SAMPLED, retention_days: 60")
        text = self.call(2, "plan", "--detailed-exitcode", self.manifest)
        self.check("retention_days: 30 -> 60" in text and "sampling_mode" not in text, text)
        self.check({change["action_reason"] for change in self.changes(2)} == {"update_in_place"}, text)
        self.apply()
        body = self.last("PUT")
        self.check(sorted(body) == ["admin_state_up", "description", "name", "retention_days"] and body["retention_days"] == 60, body)
        self.check([logger["id"] for logger in self.live()] == [logger["id"] for logger in created], self.live())
        self.in_sync()
        print("mutable: updated in place, by a PUT with it and the other mutable fields")

        exported = self.call(0, "export", "--stack", "made-up")
        self.check("defaults:\n" in exported and "  sampling_mode: SAMPLED\n" in exported and "retention_days: 60" in exported, exported)
        self.manifest.write_text(exported)
        self.call(0, "validate", self.manifest)
        self.in_sync()
        print("export: shared by defaults, valid, nothing to do")

        # Neutron ignores a filter that it does not know, and so does the simulator: the client looks itself.
        for mode, count in (("sampled", 2), ("FULL", 0)):
            listed = json.loads(self.call(0, "loggers", "list", "--sampling-mode", mode, "--format", "json"))
            self.check(len(listed) == count, listed)
        self.check("--sampling-mode is one of FULL, SAMPLED" in self.call(64, "loggers", "list", "--sampling-mode", "x", errors=True), "")
        text = self.call(0, "loggers", "list", "--help")
        self.check("Only loggers that sample in this way: FULL or SAMPLED." in " ".join(text.split()), text)
        self.check("--retention-days" not in text, text)
        print("filter: an option with its help and its check")

        self.write("sampling_mode: FULL")
        text = self.call(2, "plan", "--detailed-exitcode", self.manifest)
        self.check('sampling_mode: "SAMPLED" -> "FULL"' in text and "retention_days" not in text, text)
        self.check({tuple(change["change"]["actions"]) for change in self.changes(2)} == {("create", "delete")}, text)
        self.apply()
        replaced = self.live()
        self.check(not {logger["id"] for logger in created} & {logger["id"] for logger in replaced}, replaced)
        self.check({logger["sampling_mode"] for logger in replaced} == {"FULL"}, replaced)
        self.in_sync()
        print("immutable: replaced")

        self.check({logger["retention_days"] for logger in replaced} == {60}, replaced)
        for logger in replaced:
            self.edit_behind(logger["id"], {"retention_days": None})
        self.check(not any("retention_days" in logger for logger in self.live()), self.live())
        self.in_sync()
        print("answers may lack what has no default")

        text = self.call(0, "explain", "retention_days")
        self.check("Days that files are kept." in text and "1 to 365" in text, text)
        print("explain: knows both")

    def write(self, fields):
        loggers = "".join(
            f'  {key}: {{resource_id: 7b1e5a3e-2f0c-4a9b-9d57-{number:012x}, storage_url: "{STORAGE}/{key}", {fields}}}\n'
            for number, key in enumerate(("db", "web")))
        self.manifest.write_text(f"apiVersion: flowlog/v1\nstack: made-up\nloggers:\n{loggers}")

    def call(self, status, *arguments, errors=False):
        result = subprocess.run([self.program, *map(str, arguments)], env=self.environment, capture_output=True, text=True)
        if result.returncode != status:
            sys.exit(f"{' '.join(map(str, arguments))} ended with {result.returncode}, not {status}:\n{result.stdout}{result.stderr}")
        return result.stdout + result.stderr if errors else result.stdout

    def check(self, holds, found):
        if not holds:
            sys.exit(f"line {sys._getframe(1).f_lineno}: this is not as the table says: {found}")

    def changes(self, status):
        return json.loads(self.call(status, "plan", "--detailed-exitcode", "--format", "json", self.manifest))["resource_changes"]

    def apply(self):
        self.call(0, "apply", "--yes", "--max-deletes", "2", self.manifest)

    def in_sync(self):
        self.call(0, "plan", "--detailed-exitcode", self.manifest)

    def live(self):
        return json.loads(self.call(0, "loggers", "list", "--format", "json"))

    def edit_behind(self, logger, changes):
        request = urllib.request.Request(f"{self.url}/_simulator/loggers/{logger}", json.dumps(changes).encode(), method="PATCH")
        urllib.request.urlopen(request).close()

    def last(self, method):
        requests = json.load(urllib.request.urlopen(f"{self.url}/_simulator/requests"))
        return [request["body"]["flowlog_logger"] for request in requests if request["method"] == method and "flowlog" in request["path"]][-1]


if __name__ == "__main__":
    main()
