#!/usr/bin/env python3
"""Proves which calls the scripts of examples/gitops/ci send to GitHub and GitLab: the comment of each manifest is added once and changed from then
on, and a plan comes from the pull or merge request that its manifest came from, or not at all.

GitLab is a server on loopback, called by the real curl. GitHub is a program `gh` that answers from the same tables. Needs curl and jq.
"""

import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import urllib.parse

CI = pathlib.Path(__file__).resolve().parents[2] / "examples/gitops/ci"
PLAN, TOKEN = "the saved plan\n", "glpat-0123"


class GitLab(http.server.BaseHTTPRequestHandler):
    """Serves the answers of `server.answers`, and keeps the notes that it is sent."""

    def answer(self, method):
        path = urllib.parse.urlsplit(self.path).path.removeprefix("/api/v4/projects/7")
        body = urllib.parse.parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
        notes = self.server.notes
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            status, value = 401, {}
        elif method == "POST" and path == "/merge_requests/3/notes":
            notes[100 + len(notes)] = body["body"][0]
            status, value = 201, {}
        elif method == "PUT" and (match := re.fullmatch("/merge_requests/3/notes/([0-9]+)", path)):
            notes[int(match[1])] = body["body"][0]
            status, value = 200, {}
        elif path == "/merge_requests/3/notes" and "page=2" in self.path:
            status, value = 200, []
        elif path == "/merge_requests/3/notes":
            status, value = 200, [{"id": key, "body": text, "author": {"id": 5 if key > 100 else 9}} for key, text in notes.items()]
        elif path in self.server.answers:
            status, value = 200, self.server.answers[path]
        else:
            status, value = 404, {}
        self.send_response(status)
        self.end_headers()
        self.wfile.write(value.encode() if isinstance(value, str) else json.dumps(value).encode())

    def do_GET(self):
        self.answer("GET")

    def do_POST(self):
        self.answer("POST")

    def do_PUT(self):
        self.answer("PUT")

    def log_message(self, *_):
        pass


# `gh api PATH --jq FILTER`, `gh run list … --jq FILTER` and `gh run download`, from files; every call is noted.
GH = """#!/usr/bin/env bash
printf '%s\\n' "$*" >> "$CALLS"
filter=.
for ((i = 1; i < $#; i++)); do
    next=$((i + 1))
    case ${!i} in
        --jq) filter=${!next} ;;
        --dir) cp "$ANSWERS/prod.yaml.plan" "${!next}/"; exit ;;
    esac
done
case "$*" in
    *--silent*) ;;
    *"/commits --field"*) jq --raw-output "$filter" "$ANSWERS/commits.json" ;;
    *"/commits/"*) jq --raw-output "$filter" "$ANSWERS/pulls.json" ;;
    *"/comments"*) jq --raw-output "$filter" "$ANSWERS/comments.json" ;;
    "run list"*) jq --raw-output "$filter" "$ANSWERS/runs.json" ;;
esac
"""


def run(folder, script, *arguments, **environment):
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"} | environment
    return subprocess.run([CI / script, *arguments], cwd=folder, env=environment, capture_output=True, text=True)


def check(true, what, done=None):
    if not true:
        sys.exit(f"not true: {what}\n" + (done.stdout + done.stderr if done else ""))


def page(name, text):
    return f"<!-- flowlogctl: manifests/{name} -->\n{text}"


def gitlab(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), GitLab)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.notes = {11: "a person's note", 12: page("prod.yaml", "looks like ours")}
    pipelines = [{"id": 52, "status": "success"}, {"id": 51, "status": "failed"}, {"id": 50, "status": "success"}]
    server.answers = {
        "/api/v4/user": {"id": 5},
        "/repository/commits": [{"id": "abc"}],
        "/repository/commits/abc/merge_requests": [{"iid": 2, "state": "closed"}, {"iid": 3, "state": "merged"}],
        "/merge_requests/3": {"source_project_id": 7, "target_project_id": 7},
        "/merge_requests/3/pipelines": pipelines,
        "/pipelines/52/jobs": [{"id": 70, "name": "validate", "status": "success"}],
        "/pipelines/50/jobs": [
            {"id": 60, "name": "plan: [dev.yaml]", "status": "success"}, {"id": 61, "name": "plan: [prod.yaml]", "status": "success"}],
        "/jobs/61/artifacts/prod.yaml.plan": PLAN,
    }
    call = dict(
        CI_API_V4_URL=f"http://127.0.0.1:{server.server_port}/api/v4", CI_PROJECT_ID="7", CI_COMMIT_SHA="def", FLOWLOG_GITLAB_TOKEN=TOKEN)

    # Two manifests in one request, planned twice each, then applied: the apply finds the request by itself.
    for text in ("1 to add & <b>\n", "100% of 2 +\n"):
        for name in ("prod.yaml", "dev.yaml"):
            (folder / "plan.md").write_text(page(name, text))
            done = run(folder, "comment-gitlab.sh", name, "plan.md", "3", **call)
            check(done.returncode == 0, "comment-gitlab.sh ends with 0", done)
    (folder / "apply.md").write_text("<!-- flowlogctl apply: manifests/dev.yaml -->\ndone\n")
    for _ in range(2):
        done = run(folder, "comment-gitlab.sh", "dev.yaml", "apply.md", **call)
    check(list(server.notes) == [11, 12, 102, 103, 104], f"three notes besides the persons': {server.notes}", done)
    check(server.notes[102] == page("prod.yaml", text), f"the note shows the newest plan of its manifest: {server.notes}")
    check(server.notes[103] == page("dev.yaml", text), f"and so does that of the other: {server.notes}")
    check(server.notes[104].endswith("done\n"), f"the apply has a note of its own: {server.notes}")
    check(server.notes[11] == "a person's note" and server.notes[12].endswith("looks like ours"), "the persons' notes stay")

    done = run(folder, "fetch-gitlab.sh", "prod.yaml", "fetched", **call)
    check(done.returncode == 0 and (folder / "fetched").read_text() == PLAN, "the plan of the merge request is fetched", done)
    for path, value in [
        ("/repository/commits", []),
        ("/repository/commits/abc/merge_requests", []),
        ("/merge_requests/3", {"source_project_id": 8, "target_project_id": 7}),
        ("/merge_requests/3/pipelines", [{"id": 50, "status": "failed"}]),
        ("/merge_requests/3/pipelines", []),
        ("/pipelines/50/jobs", [{"id": 61, "name": "plan: [prod.yaml]", "status": "failed"}]),
        ("/pipelines/50/jobs", [{"id": 60, "name": "plan: [dev.yaml]", "status": "success"}]),
    ]:
        kept, server.answers[path] = server.answers[path], value
        done = run(folder, "fetch-gitlab.sh", "prod.yaml", "fetched", **call)
        check(done.returncode == 1 and done.stderr, f"no plan with {path} {value}", done)
        server.answers[path] = kept
    done = run(folder, "fetch-gitlab.sh", "prod.yaml", "fetched", **call | {"FLOWLOG_GITLAB_TOKEN": "wrong-token"})
    check(done.returncode and "401" in done.stderr and "wrong-token" not in done.stdout + done.stderr, "a refused token is an error", done)

    (folder / "prod.yaml.plan").write_text("of this pipeline\n")
    done = run(folder, "fetch-gitlab.sh", "prod.yaml", "fetched")
    check((folder / "fetched").read_text() == "of this pipeline\n", "the pipeline's own plan wins", done)
    server.shutdown()


def github(folder):
    (folder / "gh").write_text(GH)
    (folder / "gh").chmod(0o755)
    answers = {
        "commits": [{"sha": "abc"}], "runs": [{"databaseId": 77}],
        "pulls": [{"merged_at": None, "number": 2, "head": {"sha": "old"}}, {"merged_at": "now", "number": 3, "head": {"sha": "def"}}]}
    (folder / "prod.yaml.plan").write_text(PLAN)
    (folder / "plan.md").write_text(page("prod.yaml", "new\n"))

    def calls(script, *arguments, **environment):
        for name, value in answers.items():
            (folder / f"{name}.json").write_text(json.dumps(value))
        (folder / "calls").write_text("")
        call = dict(GITHUB_REPOSITORY="me/network", GITHUB_SHA="main", GH_TOKEN="t", CALLS=str(folder / "calls"), ANSWERS=str(folder))
        done = run(folder, script, *arguments, **call | environment)
        return done, (folder / "calls").read_text().splitlines()

    bot, person = {"login": "github-actions[bot]"}, {"login": "somebody"}
    others = [
        {"id": 1, "user": bot, "body": "## tests\nall passed"}, {"id": 2, "user": person, "body": page("prod.yaml", "quoted")},
        {"id": 3, "user": bot, "body": page("dev.yaml", "of another manifest")}, {"id": 4, "user": bot, "body": page("prod.yaml -->x", "")},
        {"id": 5, "user": bot, "body": "<!-- flowlogctl apply: manifests/prod.yaml -->\ndone"}]
    for comments, call in [
        (others, "--method POST repos/me/network/issues/3/comments"),
        (others + [{"id": 9, "user": bot, "body": page("prod.yaml", "old")}], "--method PATCH repos/me/network/issues/comments/9"),
        (others + [{"id": 9, "user": bot, "body": page("prod.yaml", "old").replace("\n", "\r\n")}],
         "--method PATCH repos/me/network/issues/comments/9"),
    ]:
        answers["comments"] = comments
        done, made = calls("comment-github.sh", "3", "plan.md")
        check(done.returncode == 0 and made[-1] == f"api --silent {call} --field body=@plan.md", f"{call}: {made}", done)

    done, made = calls("request-github.sh", "prod.yaml")
    check(done.stdout == "3 def\n" and "path=manifests/prod.yaml" in made[0] and "/commits/abc/pulls" in made[1], f"the request: {made}", done)
    done, made = calls("fetch-github.sh", "prod.yaml", "fetched")
    check(done.returncode == 0 and (folder / "fetched").read_text() == PLAN, "the plan of the pull request is fetched", done)
    check("--commit def" in made[2], f"from the run of the request's last commit: {made}")
    check("run download 77 " in made[3] and "--name flowlog-plan-prod.yaml " in made[3], f"the plan of this manifest: {made}")
    done, made = calls("fetch-github.sh", "prod.yaml", "fetched", PLAN_RUN="88")
    check(done.returncode == 0 and len(made) == 1 and "run download 88 " in made[0], f"a run that was named wins: {made}", done)
    for name in ("commits", "pulls", "runs"):
        kept, answers[name] = answers[name], []
        done, made = calls("fetch-github.sh", "prod.yaml", "fetched")
        check(done.returncode == 1 and done.stderr and "download" not in made[-1], f"no plan without {name}: {made}", done)
        answers[name] = kept


def report(folder):
    """Whatever a command prints, the comment begins with its own first line, and the rest is text."""
    script = folder / "command"
    for code, result in ((0, "Done."), (6, "Not applied: "), (7, "Failed with exit code 7.")):
        script.write_text(f"#!/bin/sh\nprintf '<!-- flowlogctl: manifests/dev.yaml -->\\n# heading\\n'\nyes 글 | head -n 50000\necho end >&2\nexit {code}\n")
        script.chmod(0o755)
        done = run(folder, "report.sh", "prod.yaml", "./command")
        lines = (folder / "apply.md").read_text().splitlines()
        check(done.returncode == code and "# heading" in done.stdout, f"it ends with {code} and shows what was printed")
        check(lines[0] == "<!-- flowlogctl apply: manifests/prod.yaml -->" and result in lines[3], f"{code}: {lines[:5]}")
        check(lines[5] == lines[-3] == "    end" and lines[7] == "<details><summary>All of it</summary>" and lines[-1] == "</details>", f"{lines[:9]}")
        check(all(line.startswith("    ") for line in lines[9:-2]), f"text of others: {lines[9:]}")
        check((folder / "apply.md").stat().st_size <= 65_536, "it fits into a comment")


def main():
    for part in (gitlab, github, report):
        with tempfile.TemporaryDirectory() as folder:
            part(pathlib.Path(folder))
    print("each manifest has a comment of its own, and only the request's own plan is fetched")


if __name__ == "__main__":
    main()
