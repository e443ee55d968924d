#!/usr/bin/env bash
# Puts mxgate on the job's PATH: a release's binary whose checksum is verified, else a build of the
# source that this action came with.
set -euo pipefail
fail() { echo "::error title=mxgate::$1" && exit 2; }

# verify FOLDER NAME: the file's checksum stands in FOLDER/SHA256SUMS, once, and is right.
verify() {
  local expected actual
  expected=$(awk -v name="$2" '$2 == name || $2 == "*" name { print $1 }' "$1/SHA256SUMS")
  if command -v sha256sum >/dev/null; then
    actual=$(sha256sum "$1/$2")
  else
    actual=$(shasum -a 256 "$1/$2")
  fi
  [ -n "$expected" ] && [ "$expected" = "${actual%% *}" ]
}

install_release() {
  local platform name base work
  [[ $MXGATE_VERSION =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "'version' is a tag such as v1.2.3"
  case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) platform=linux-x86_64 ;;
  Linux-aarch64) platform=linux-aarch64 ;;
  Darwin-arm64) platform=macos-arm64 ;;
  *) fail "no release for $(uname -s) $(uname -m)" ;;
  esac
  name=mxgate-${MXGATE_VERSION#v}-$platform.tar.gz
  base="${GITHUB_SERVER_URL:-https://github.com}/$MXGATE_REPOSITORY/releases/download/$MXGATE_VERSION"
  work=$(mktemp -d)
  for file in "$name" SHA256SUMS; do
    curl --fail --silent --show-error --location --proto '=https' --retry 3 --max-time 300 \
      --output "$work/$file" "$base/$file" || fail "$file of $MXGATE_VERSION cannot be downloaded"
  done
  verify "$work" "$name" || fail "the checksum of $name $MXGATE_VERSION does not match"
  tar -xzf "$work/$name" -C "$work"
  install -m 755 "$work/${name%.tar.gz}/bin/mxgate" "$MXGATE_BIN/mxgate"
  rm -rf "$work"
}

install_build() {
  local source
  source=$(cd "$GITHUB_ACTION_PATH/../../.." && pwd)
  "$source/.ci/build"
  install -m 755 "$source/.build/release/mxgate" "$MXGATE_BIN/mxgate"
}

mkdir -p "$MXGATE_BIN"
if [ -n "${MXGATE_VERSION:-}" ]; then
  install_release
elif [ ! -x "$MXGATE_BIN/mxgate" ]; then
  install_build
fi
"$MXGATE_BIN/mxgate" --version
echo "$MXGATE_BIN" >>"$GITHUB_PATH"
