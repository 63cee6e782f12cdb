#!/usr/bin/env bash
# Plans one manifest, and changes nothing. Writes NAME.plan (for apply.sh), plan.md (the comment), plan.html (a page
# to look at) and plan.json (GitLab's widget).
# Exit codes: 0 with or without changes, 5 if apply would refuse the plan, else those of flowlogctl.
# Usage: ci/plan.sh NAME, for example ci/plan.sh prod.yaml
set -euo pipefail
manifest=manifests/$1 plan=$1.plan
rm -f "$plan" plan.md plan.html plan.json
status=0
flowlogctl plan --out "$plan" --write markdown=plan.md --write html=plan.html --write gitlab=plan.json "$manifest" || status=$?
if ! [ -s plan.md ]; then # or the comment would go on showing the plan of an earlier push
    printf '<!-- flowlogctl: %s -->\n## flowlogctl plan\n\nThere is no plan: exit code %s. The log of the job says why.\n' "$manifest" "$status" > plan.md
fi
if [ "$status" != 0 ]; then exit "$status"; fi
jq --exit-status '.refusal == null' "$plan" > /dev/null || exit 5
