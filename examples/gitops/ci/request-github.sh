#!/usr/bin/env bash
# Prints the number and the last commit of the pull request that the manifest on main came from.
# Usage: ci/request-github.sh NAME
set -euo pipefail
# The last commit that touched the manifest: one push may bring several requests.
commit=$(gh api --method GET "repos/$GITHUB_REPOSITORY/commits" --field sha="$GITHUB_SHA" --field path="manifests/$1" --field per_page=1 \
    --jq '.[0].sha // empty')
if [ -z "$commit" ]; then echo "no commit has manifests/$1" >&2; exit 1; fi
request=$(gh api "repos/$GITHUB_REPOSITORY/commits/$commit/pulls" \
    --jq 'map(select(.merged_at != null))[0] // empty | "\(.number) \(.head.sha)"')
if [ -z "$request" ]; then echo "$commit, the last commit of manifests/$1, came from no pull request" >&2; exit 1; fi
echo "$request"
