#!/usr/bin/env bash
# Downloads the reviewed plan: that of the run PLAN_RUN, else of the pull request that the commit on main came from.
# Usage: ci/fetch-github.sh FILE
set -euo pipefail
run=${PLAN_RUN:-}
if [ -z "$run" ]; then
    head=$(gh api "repos/$GITHUB_REPOSITORY/commits/$GITHUB_SHA/pulls" --jq 'map(select(.merged_at != null))[0].head.sha // empty')
    if [ -z "$head" ]; then echo "$GITHUB_SHA came from no pull request" >&2; exit 1; fi
    run=$(gh run list --repo "$GITHUB_REPOSITORY" --workflow flowlog-plan.yml --event pull_request --status success \
        --commit "$head" --limit 1 --json databaseId --jq '.[0].databaseId // empty')
    if [ -z "$run" ]; then echo "no successful run of flowlog-plan.yml for $head" >&2; exit 1; fi
fi
folder=$(mktemp -d)
gh run download "$run" --repo "$GITHUB_REPOSITORY" --name flowlog-plan --dir "$folder"
mv "$folder/flowlog.plan" "$1"
