#!/usr/bin/env bash
# Runs COMMAND, shows what it prints, and writes apply.md: the comment about how the apply of a manifest ended. Ends as the command does.
# Usage: ci/report.sh NAME COMMAND...
set -euo pipefail
manifest=manifests/$1
shift
status=0
"$@" 2>&1 | tee apply.log || status=$?
case $status in
    0) result="Done." ;;
    6) result="Not applied: there is no reviewed plan of what is to be done now." ;;
    *) result="Failed with exit code $status." ;;
esac
# Its end, since a comment has at most 65,536 characters. Indented, so that nothing in it is more than text.
quote() { sed 's/^/    /' apply.log | tail "$@" | iconv -c -f UTF-8 -t UTF-8 | sed '1s/^ */    /'; }
{
    printf "<!-- flowlogctl apply: %s -->\n## flowlogctl apply\n\n**%s** \`%s\`\n\n" "$manifest" "$result" "$manifest"
    quote -n 1 | cut -b -2000
    printf '\n<details><summary>All of it</summary>\n\n'
    quote -c 60000
    printf '\n</details>\n'
} > apply.md
exit "$status"
