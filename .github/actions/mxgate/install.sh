#!/usr/bin/env bash
# Puts mxgate on the job's PATH: a release's binary whose checksum is verified, else a build of the
# source that this action came with.
set -euo pipefail
mkdir -p "$MXGATE_BIN"
if [ ! -x "$MXGATE_BIN/mxgate" ]; then
  if [ -n "${MXGATE_VERSION:-}" ]; then
    case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) name=mxgate-linux-x86_64 ;;
    Linux-aarch64) name=mxgate-linux-aarch64 ;;
    Darwin-arm64) name=mxgate-macos-arm64 ;;
    *) echo "::error title=mxgate::no release binary for $(uname -s) $(uname -m)" && exit 2 ;;
    esac
    base="${GITHUB_SERVER_URL:-https://github.com}/$MXGATE_REPOSITORY/releases/download/$MXGATE_VERSION"
    work=$(mktemp -d)
    curl --fail --silent --show-error --location --proto '=https' --retry 3 \
      --output "$work/$name" "$base/$name" --output "$work/SHA256SUMS" "$base/SHA256SUMS"
    (cd "$work" && grep " $name\$" SHA256SUMS | sha256sum --check --strict --quiet -) || {
      echo "::error title=mxgate::the checksum of $name $MXGATE_VERSION does not match"
      exit 2
    }
    install -m 755 "$work/$name" "$MXGATE_BIN/mxgate"
    rm -rf "$work"
  else
    source=$(cd "$GITHUB_ACTION_PATH/../../.." && pwd)
    "$source/.ci/build"
    install -m 755 "$source/.build/release/mxgate" "$MXGATE_BIN/mxgate"
  fi
fi
echo "$MXGATE_BIN" >>"$GITHUB_PATH"
