# shellcheck shell=bash
# What the scripts for GitLab share; sourced by them. FLOWLOG_GITLAB_TOKEN is a project access token.
project=$CI_API_V4_URL/projects/$CI_PROJECT_ID

# Calls the API. A token in this header, unlike one in PRIVATE-TOKEN, does not go along when artifacts are redirected to a storage host.
call() { curl --fail --silent --show-error --retry 3 --header "Authorization: Bearer $FLOWLOG_GITLAB_TOKEN" "$@"; }

# Prints the number of the merge request that the manifest on main came from. The last commit that touched the manifest tells it: one push
# may bring several requests.
request_of() {
    local commit request
    commit=$(call --get --data-urlencode "ref_name=$CI_COMMIT_SHA" --data-urlencode "path=manifests/$1" --data per_page=1 \
        "$project/repository/commits" | jq --raw-output '.[0].id // empty')
    if [ -z "$commit" ]; then echo "no commit has manifests/$1" >&2; return 1; fi
    request=$(call "$project/repository/commits/$commit/merge_requests" | jq --raw-output 'map(select(.state == "merged"))[0].iid // empty')
    if [ -z "$request" ]; then echo "$commit, the last commit of manifests/$1, came from no merge request" >&2; return 1; fi
    echo "$request"
}
