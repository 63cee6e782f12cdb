#!/usr/bin/env bash
# Downloads the reviewed plan of a manifest: that of the run PLAN_RUN, else of the pull request that the manifest on main came from.
# Usage: ci/fetch-github.sh NAME FILE
set -euo pipefail
run=${PLAN_RUN:-}
if [ -z "$run" ]; then
    request=$("$(dirname "$0")/request-github.sh" "$1")
    head=${request#* }
    run=$(gh run list --repo "$GITHUB_REPOSITORY" --workflow flowlog-plan.yml --event pull_request --status success \
        --commit "$head" --limit 1 --json databaseId --jq '.[0].databaseId // empty')
    if [ -z "$run" ]; then echo "no successful run of flowlog-plan.yml for $head" >&2; exit 1; fi
fi
folder=$(mktemp -d)
gh run download "$run" --repo "$GITHUB_REPOSITORY" --name "flowlog-plan-$1" --dir "$folder"
mv "$folder/$1.plan" "$2"
