#!/usr/bin/env bash
# Prints the names of the manifests below manifests/, one a line: all of them, or those that are not what they were at the commit BASE.
# Usage: ci/manifests.sh [BASE]
set -euo pipefail
if [ $# = 0 ]; then
    names=$(git ls-files -- manifests)
else
    names=$(git diff --name-only --no-renames --diff-filter=d "$1" HEAD -- manifests)
fi
sed -nE 's|^manifests/([^/]+\.ya?ml)$|\1|p' <<< "$names"
