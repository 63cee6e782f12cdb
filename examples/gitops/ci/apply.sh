#!/usr/bin/env bash
# Applies the plan of one manifest that was reviewed, and nothing else. FETCH is a command that writes the plan of NAME to the path it gets.
# Exit codes: 0 done or nothing to do, 6 if there is no reviewed plan of what is to be done now, else those of flowlogctl.
# Usage: ci/apply.sh NAME FETCH
set -euo pipefail
name=$1 fetch=$2 manifest=manifests/$1

plan_again() {
    echo "Nothing was changed: $1. Plan again: start the plan job by hand on main, read its plan, and apply that one." >&2
    exit 6
}

status=0
flowlogctl plan --detailed-exitcode --out current.plan "$manifest" || status=$?
case $status in
    0) echo "Nothing to do."; exit 0 ;;
    2) ;;
    *) exit "$status" ;;
esac

"$fetch" "$name" reviewed.plan || plan_again "no reviewed plan was found"
# A plan file is data from another job. It counts only if it was made from what the manifest says now.
asks_for() { jq --sort-keys '[.desired, .options]' "$1"; }
reviewed=$(asks_for reviewed.plan) || plan_again "the reviewed plan cannot be read"
current=$(asks_for current.plan) # without jq this ends the job, rather than compare nothing with nothing
if [ "$reviewed" != "$current" ]; then
    plan_again "$manifest is not what the reviewed plan was made from"
fi
status=0
flowlogctl apply --yes --plan reviewed.plan || status=$?
if [ "$status" = 6 ]; then plan_again "what is live is not what the reviewed plan was made for"; fi
exit "$status"
