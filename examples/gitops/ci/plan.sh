#!/usr/bin/env bash
# Plans, and changes nothing. Writes flowlog.plan (for apply.sh), plan.md (the comment) and plan.json (GitLab's widget).
# Exit codes: 0 with or without changes, 5 if apply would refuse the plan, else those of flowlogctl.
# Usage: ci/plan.sh MANIFEST
set -euo pipefail
rm -f flowlog.plan plan.md plan.json
status=0
flowlogctl plan --out flowlog.plan --write markdown=plan.md --write gitlab=plan.json "$1" || status=$?
if ! [ -s plan.md ]; then # or the comment would go on showing the plan of an earlier push
    printf '## flowlogctl plan\n\nThere is no plan: exit code %s. The log of the job says why.\n' "$status" > plan.md
fi
if [ "$status" != 0 ]; then exit "$status"; fi
jq --exit-status '.refusal == null' flowlog.plan > /dev/null || exit 5
