#!/usr/bin/env bash
# Names the source that this action came with by its content, so that a cached build is never one of
# another source.
set -euo pipefail
cd "$GITHUB_ACTION_PATH/../../.."
digest() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi; }
key=$(find Package.swift Sources rules .ci -type f | LC_ALL=C sort |
  while IFS= read -r file; do
    printf '%s\n' "$file"
    cat "$file"
  done | digest | cut -c 1-64)
echo "key=$key" >>"$GITHUB_OUTPUT"
