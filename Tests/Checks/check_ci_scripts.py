#!/usr/bin/env python3
"""Proves which calls the scripts of examples/gitops/ci send to GitHub and GitLab: the comment is added once and changed from then on, and the
plan comes from the pull or merge request of the commit, or not at all.

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
        --dir) cp "$ANSWERS/flowlog.plan" "${!next}/"; exit ;;
    esac
done
case "$*" in
    *--silent*) ;;
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


def gitlab(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), GitLab)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.notes = {11: "a person's note", 12: "<!-- flowlogctl plan -->\nlooks like ours"}
    server.answers = {
        "/api/v4/user": {"id": 5},
        "/repository/commits/abc/merge_requests": [{"iid": 2, "state": "closed"}, {"iid": 3, "state": "merged"}],
        "/merge_requests/3": {"source_project_id": 7, "target_project_id": 7, "head_pipeline": {"id": 50, "status": "success"}},
        "/pipelines/50/jobs": [{"id": 60, "name": "validate", "status": "success"}, {"id": 61, "name": "plan", "status": "success"}],
        "/jobs/61/artifacts/flowlog.plan": PLAN,
    }
    call = dict(
        CI_API_V4_URL=f"http://127.0.0.1:{server.server_port}/api/v4", CI_PROJECT_ID="7", CI_COMMIT_SHA="abc", FLOWLOG_GITLAB_TOKEN=TOKEN)

    for text in ("1 to add & <b>\n", "100% of 2 +\n"):
        (folder / "plan.md").write_text(text)
        done = run(folder, "comment-gitlab.sh", "3", **call)
        check(done.returncode == 0, "comment-gitlab.sh ends with 0", done)
        check(list(server.notes) == [11, 12, 102], f"one note besides the persons': {server.notes}", done)
        check(server.notes[102].endswith(text), f"the note shows the newest plan: {server.notes}", done)
    check(server.notes[11] == "a person's note" and server.notes[12].endswith("looks like ours"), "the persons' notes stay")

    done = run(folder, "fetch-gitlab.sh", "fetched", **call)
    check(done.returncode == 0 and (folder / "fetched").read_text() == PLAN, "the plan of the merge request is fetched", done)
    for path, value in [
        ("/repository/commits/abc/merge_requests", []),
        ("/merge_requests/3", server.answers["/merge_requests/3"] | {"source_project_id": 8}),
        ("/merge_requests/3", server.answers["/merge_requests/3"] | {"head_pipeline": {"id": 50, "status": "failed"}}),
        ("/merge_requests/3", server.answers["/merge_requests/3"] | {"head_pipeline": None}),
        ("/pipelines/50/jobs", [{"id": 61, "name": "plan", "status": "failed"}]),
    ]:
        kept, server.answers[path] = server.answers[path], value
        done = run(folder, "fetch-gitlab.sh", "fetched", **call)
        check(done.returncode == 1 and done.stderr, f"no plan with {path} {value}", done)
        server.answers[path] = kept
    done = run(folder, "fetch-gitlab.sh", "fetched", **call | {"FLOWLOG_GITLAB_TOKEN": "wrong-token"})
    check(done.returncode and "401" in done.stderr and "wrong-token" not in done.stdout + done.stderr, "a refused token is an error", done)

    (folder / "flowlog.plan").write_text("of this pipeline\n")
    done = run(folder, "fetch-gitlab.sh", "fetched")
    check((folder / "fetched").read_text() == "of this pipeline\n", "the pipeline's own plan wins", done)
    server.shutdown()


def github(folder):
    (folder / "gh").write_text(GH)
    (folder / "gh").chmod(0o755)
    answers = {"pulls": [{"merged_at": None, "head": {"sha": "old"}}, {"merged_at": "now", "head": {"sha": "def"}}], "runs": [{"databaseId": 77}]}
    (folder / "flowlog.plan").write_text(PLAN)
    (folder / "plan.md").write_text("## flowlogctl plan\nnew\n")

    def calls(script, *arguments, **environment):
        for name, value in answers.items():
            (folder / f"{name}.json").write_text(json.dumps(value))
        (folder / "calls").write_text("")
        call = dict(GITHUB_REPOSITORY="me/network", GITHUB_SHA="abc", GH_TOKEN="t", CALLS=str(folder / "calls"), ANSWERS=str(folder))
        done = run(folder, script, *arguments, **call | environment)
        return done, (folder / "calls").read_text().splitlines()

    bot, person = {"login": "github-actions[bot]"}, {"login": "somebody"}
    others = [
        {"id": 1, "user": bot, "body": "## tests\nall passed"}, {"id": 2, "user": person, "body": "## flowlogctl plan\nquoted"}]
    for comments, call in [
        (others, "--method POST repos/me/network/issues/3/comments"),
        (others + [{"id": 9, "user": bot, "body": "## flowlogctl plan\nold"}], "--method PATCH repos/me/network/issues/comments/9"),
    ]:
        answers["comments"] = comments
        done, made = calls("comment-github.sh", "3")
        check(done.returncode == 0 and made[-1] == f"api --silent {call} --field body=@plan.md", f"{call}: {made}", done)

    done, made = calls("fetch-github.sh", "fetched")
    check(done.returncode == 0 and (folder / "fetched").read_text() == PLAN, "the plan of the pull request is fetched", done)
    check("--commit def" in made[1] and "run download 77 " in made[2], f"from the run of the request's last commit: {made}")
    done, made = calls("fetch-github.sh", "fetched", PLAN_RUN="88")
    check(done.returncode == 0 and len(made) == 1 and "run download 88 " in made[0], f"a run that was named wins: {made}", done)
    for name in ("pulls", "runs"):
        kept, answers[name] = answers[name], []
        done, made = calls("fetch-github.sh", "fetched")
        check(done.returncode == 1 and done.stderr and "download" not in made[-1], f"no plan without {name}: {made}", done)
        answers[name] = kept


def main():
    for part in (gitlab, github):
        with tempfile.TemporaryDirectory() as folder:
            part(pathlib.Path(folder))
    print("the comment is added once, and only the request's own plan is fetched")


if __name__ == "__main__":
    main()
