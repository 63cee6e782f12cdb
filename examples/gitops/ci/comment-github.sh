#!/usr/bin/env bash
# Shows a page in the pull request: changes the comment that begins with the same line, or adds the first one.
# Usage: ci/comment-github.sh PULL_REQUEST FILE
set -euo pipefail
comments=repos/$GITHUB_REPOSITORY/issues/$1/comments file=$2
# By the whole first line, which names the manifest, and not with `gh pr comment --edit-last`: other jobs comment as the same user.
export heading
heading=$(head -n 1 "$file")
comment=$(gh api --paginate "$comments" --jq \
    '.[] | select(.user.login == "github-actions[bot]" and (.body | split("\n")[0] | rtrimstr("\r")) == env.heading) | .id' | sed -n 1p)
if [ -n "$comment" ]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$comment" --field "body=@$file"
else
    gh api --silent --method POST "$comments" --field "body=@$file"
fi
