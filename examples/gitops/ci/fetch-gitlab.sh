#!/usr/bin/env bash
# Gets the reviewed plan: this pipeline's own, if it made one, else that of the merge request that the commit on main came from.
# FLOWLOG_GITLAB_TOKEN is a project access token.
# Usage: ci/fetch-gitlab.sh FILE
set -euo pipefail
if [ -e flowlog.plan ]; then exec cp flowlog.plan "$1"; fi

# A token in this header, unlike one in PRIVATE-TOKEN, does not go along when artifacts are redirected to a storage host.
get() {
    curl --fail --silent --show-error --location --retry 3 --header "Authorization: Bearer $FLOWLOG_GITLAB_TOKEN" \
        "$CI_API_V4_URL/projects/$CI_PROJECT_ID/$1"
}

request=$(get "repository/commits/$CI_COMMIT_SHA/merge_requests" | jq --raw-output 'map(select(.state == "merged"))[0].iid // empty')
if [ -z "$request" ]; then echo "$CI_COMMIT_SHA came from no merge request" >&2; exit 1; fi
pipeline=$(get "merge_requests/$request" | jq --raw-output \
    'select(.source_project_id == .target_project_id).head_pipeline | select(.status == "success").id')
if [ -z "$pipeline" ]; then echo "no successful pipeline of this project for merge request !$request" >&2; exit 1; fi
job=$(get "pipelines/$pipeline/jobs?per_page=100" | jq --raw-output 'map(select(.name == "plan" and .status == "success"))[0].id // empty')
if [ -z "$job" ]; then echo "no job 'plan' in pipeline $pipeline" >&2; exit 1; fi
get "jobs/$job/artifacts/flowlog.plan" > "$1"
