#!/usr/bin/env bash
# Shows a page in the merge request: changes the comment that begins with the same line, or adds the first one. Without a number, in the
# request that the manifest on main came from.
# Usage: ci/comment-gitlab.sh NAME FILE [MERGE_REQUEST]
set -euo pipefail
source "$(dirname "$0")/gitlab.sh"
file=$2
notes=$project/merge_requests/${3:-$(request_of "$1")}/notes
# Only a note of the token's own user: anybody may write one that looks like the page. By the whole first line, which names the manifest.
me=$(call "$CI_API_V4_URL/user" | jq .id)
note=
for ((page = 1; ; page++)); do
    found=$(call "$notes?per_page=100&page=$page&sort=asc&order_by=created_at")
    note=$(jq --raw-output --arg heading "$(head -n 1 "$file")" --argjson me "$me" \
        'map(select(.author.id == $me and (.body | split("\n")[0] | rtrimstr("\r")) == $heading))[0].id // empty' <<< "$found")
    if [ -n "$note" ] || [ "$(jq length <<< "$found")" -lt 100 ]; then break; fi
done
if [ -n "$note" ]; then
    call --output /dev/null --request PUT --data-urlencode "body@$file" "$notes/$note"
else
    call --output /dev/null --data-urlencode "body@$file" "$notes"
fi
