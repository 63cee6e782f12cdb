#!/usr/bin/env bash
# Shows plan.md in the merge request: changes the comment that is there, or adds the first one.
# FLOWLOG_GITLAB_TOKEN is a project access token.
# Usage: ci/comment-gitlab.sh MERGE_REQUEST
set -euo pipefail
notes=$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$1/notes
call() { curl --fail --silent --show-error --retry 3 --header "Authorization: Bearer $FLOWLOG_GITLAB_TOKEN" "$@"; }
marker='<!-- flowlogctl plan -->'
# Only a note of the token's own user: anybody may write one that looks like the plan.
me=$(call "$CI_API_V4_URL/user" | jq .id)
note=$(call "$notes?per_page=100&sort=asc&order_by=created_at" | jq --raw-output --arg marker "$marker" --argjson me "$me" \
    'map(select(.author.id == $me and (.body | startswith($marker))))[0].id // empty')
body=$(mktemp)
{ echo "$marker"; cat plan.md; } > "$body"
if [ -n "$note" ]; then
    call --output /dev/null --request PUT --data-urlencode "body@$body" "$notes/$note"
else
    call --output /dev/null --data-urlencode "body@$body" "$notes"
fi
