#!/usr/bin/env bash
# Installs the flowlogctl that release.env names into FOLDER, if the tarball has the SHA-256 that release.env names.
# Usage: ci/install.sh FOLDER
set -euo pipefail
source "$(dirname "$0")/release.env"
download=$(mktemp -d)
trap 'rm -rf "$download"' EXIT
curl --fail --silent --show-error --location --retry 3 --output "$download/tarball" \
    "${FLOWLOGCTL_URL:?set FLOWLOGCTL_URL in ci/release.env}"
echo "$FLOWLOGCTL_SHA256  $download/tarball" | sha256sum --check --quiet
tar -xf "$download/tarball" -C "$download"
install -D "$(find "$download" -type f -name flowlogctl -perm -u+x)" "$1/flowlogctl"
"$1/flowlogctl" --version
