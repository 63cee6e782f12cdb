#!/usr/bin/env bash
# Gets the reviewed plan of a manifest: this pipeline's own, if it made one, else that of the merge request that the manifest on main came
# from.
# Usage: ci/fetch-gitlab.sh NAME FILE
set -euo pipefail
name=$1 file=$2
if [ -e "$name.plan" ]; then exec cp "$name.plan" "$file"; fi

source "$(dirname "$0")/gitlab.sh"
request=$(request_of "$name")
same=$(call "$project/merge_requests/$request" | jq '.source_project_id == .target_project_id')
if [ "$same" != true ]; then echo "merge request !$request came from a fork, which is not planned" >&2; exit 1; fi
# The newest one that planned: a merge train adds a pipeline that does not.
for pipeline in $(call "$project/merge_requests/$request/pipelines" | jq 'map(select(.status == "success").id)[]'); do
    job=$(call "$project/pipelines/$pipeline/jobs?per_page=100" | jq --arg job "plan: [$name]" \
        'map(select(.name == $job and .status == "success"))[0].id // empty')
    if [ -n "$job" ]; then
        call --location --output "$file" "$project/jobs/$job/artifacts/$name.plan"
        exit
    fi
done
echo "no successful pipeline of merge request !$request has a job 'plan: [$name]'" >&2
exit 1
