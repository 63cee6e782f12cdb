# shellcheck shell=bash
# What the stories share; sourced by their `run`. Builds both programs, copies the story's folder, starts the simulator with the loggers of
# its `hand-made.json` and the network of its `inventory.json`, if it has them, and the story's `simulator_options`, and sets the variables
# that flowlogctl needs. No account, no network but loopback.
set -euo pipefail
story=$(cd "$(dirname "${BASH_SOURCE[1]}")" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/.."

.ci/install-packages libyaml-dev pkg-config
echo "Building (several minutes the first time) ..."
swift build --product flowlogctl 2>&1 | tail -n 1
swift build --product flowlog-simulator 2>&1 | tail -n 1
bin=$(swift build --show-bin-path)
folder=$(mktemp -d)
PATH=$bin:$PATH
cp -R "$story/." "$folder"
if [ -e "$story/hand-made.json" ]; then simulator_options+=(--seed "$story/hand-made.json"); fi
if [ -e "$story/inventory.json" ]; then simulator_options+=(--inventory "$story/inventory.json"); fi

flowlog-simulator --port 0 --build-time 500ms ${simulator_options[@]+"${simulator_options[@]}"} > "$folder/simulator" &
simulator=$!
trap 'kill "$simulator" 2>/dev/null; wait "$simulator" 2>/dev/null; rm -rf "$folder"' EXIT
until url=$(sed -n 's/^listening on //p' "$folder/simulator") && [ -n "$url" ]; do
    kill -0 "$simulator" 2>/dev/null || { echo "the simulator did not start" >&2; exit 1; }
    sleep 0.1
done
export OS_AUTH_URL=$url/v2.0 OS_USERNAME=me@example.com OS_PASSWORD=secret OS_TENANT_ID=0123456789abcdef0123456789abcdef
cd "$folder"

step() { printf '\n# %s\n' "$*"; }

# Runs flowlogctl: the exit code must be the one given, and the output must have the text given.
expect() { expect_from "$1" "$2" flowlogctl "${@:3}"; }

# The same for any command.
expect_from() {
    local code=$1 text=$2 status=0
    shift 2
    echo "\$ $*"
    "$@" > "$folder/output" 2>&1 || status=$?
    cat "$folder/output"
    if [ "$status" != "$code" ]; then echo "exit code $status instead of $code" >&2; exit 1; fi
    if ! grep -qF -- "$text" "$folder/output"; then echo "the output lacks: $text" >&2; exit 1; fi
}

# Changes something as somebody in the console would, without flowlogctl knowing: METHOD LIST/ID [FIELDS].
behind_our_back() {
    local method=$1 object=$2 body=${3-} LC_ALL=C
    exec 3<> "/dev/tcp/127.0.0.1/${url##*:}"
    printf '%s /_simulator/%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s' "$method" "$object" "${#body}" "$body" >&3
    grep -q '^HTTP/1.1 20' <&3
    exec 3>&-
}
