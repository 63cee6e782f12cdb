#!/usr/bin/env bash
# Shows plan.md in the pull request: changes the comment that is there, or adds the first one.
# Usage: ci/comment-github.sh PULL_REQUEST
set -euo pipefail
comments=repos/$GITHUB_REPOSITORY/issues/$1/comments
# By its first line, not with `gh pr comment --edit-last`: other workflows comment as the same user.
export heading
heading=$(head -n 1 plan.md)
comment=$(gh api --paginate "$comments" --jq \
    '.[] | select(.user.login == "github-actions[bot]" and (.body | startswith(env.heading))) | .id' | sed -n 1p)
if [ -n "$comment" ]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$comment" --field body=@plan.md
else
    gh api --silent --method POST "$comments" --field body=@plan.md
fi
