#!/usr/bin/env bash
# Names the source that this action came with by its content, so that a cached build is never one of
# another source.
set -euo pipefail
cd "$GITHUB_ACTION_PATH/../../.."
sum=(shasum -a 256)
if command -v sha256sum >/dev/null; then sum=(sha256sum); fi
key=$(find Package.swift Sources rules .ci -type f -print0 | LC_ALL=C sort -z |
  xargs -0 "${sum[@]}" | "${sum[@]}" | cut -c 1-64)
echo "key=$key" >>"$GITHUB_OUTPUT"
